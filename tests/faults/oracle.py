"""Judges a run: the ledger of what was acknowledged against what the house holds once it is at rest."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field

from tests.faults.ledger import Class, Ledger

_CALLS_FOR_HELP = {Class.DANGER, Class.POISON, Class.KILLER}
_UNREADABLE = {Class.POISON, Class.KILLER}


@dataclass(frozen=True, kw_only=True)
class Row:
    """One message of a thread, as stored."""

    org_id: int
    id: str
    conversation: str
    event_id: str
    is_unreadable: bool = False


@dataclass(kw_only=True)
class View:
    """What the house holds, read from outside it."""

    rows: list[Row] = field(default_factory=list)  # each thread in its order
    alerts: dict[str, str] = field(default_factory=dict)  # alert → conversation
    told: dict[str, float] = field(default_factory=dict)  # alert → when its first letter was handed over
    stuck: int = 0
    texts: dict[str, str] = field(default_factory=dict)  # event → what a worker reads, for those looked at
    delivered: dict[str, set[str]] = field(default_factory=dict)  # text of an answer → the ids it came under
    answers: dict[str, str] = field(default_factory=dict)  # message of ours → how its send ended
    logs: str = ""


def verdict(ledger: Ledger, view: View, *, organisations: dict[str, int]) -> list[str]:
    """Return every promise broken, in words; nothing when all held."""
    return [
        *_messages(ledger, view, organisations),
        *_order(ledger, view),
        *_help(ledger, view),
        *_changes(ledger, view),
        *_answers(ledger, view),
        *([f"stuck: {view.stuck} things wait for ever"] if view.stuck else []),
        *(f"log: the words of {one.event_id}" for one in ledger.said if len(one.text) > 9 and one.text in view.logs),
    ]


def _messages(ledger: Ledger, view: View, organisations: dict[str, int]) -> Iterator[str]:
    stored = Counter(row.event_id for row in view.rows)
    places = {row.event_id: row for row in view.rows}
    for one in ledger.acknowledged():
        row = places.get(one.event_id)
        if row is None:
            yield f"lost: {one.event_id} ({one.kind}) was acknowledged"
            continue
        if stored[one.event_id] > 1:
            yield f"duplicated: {one.event_id} ({one.kind}) is stored {stored[one.event_id]} times"
        if row.org_id != organisations["other" if one.kind == Class.OTHER else ""]:
            yield f"tenant: {one.event_id} is in another association"
        if row.is_unreadable != (one.kind in _UNREADABLE):
            yield f"placeholder: {one.event_id} ({one.kind}) {'is' if row.is_unreadable else 'is not'} shown unreadable"


def _order(ledger: Ledger, view: View) -> Iterator[str]:
    said, held = defaultdict(list), defaultdict(list)
    late = {one.event_id for one in ledger.said if one.kind == Class.LATE}
    for one in ledger.acknowledged():
        if one.event_id not in late:
            said[one.conversation].append(one.event_id)
    where = {one.event_id: one.conversation for one in ledger.acknowledged()}
    for row in view.rows:
        if row.event_id in where and row.event_id not in late:
            held[where[row.event_id]].append(row.event_id)
    for name, order in said.items():
        there = [event for event in order if event in held[name]]
        if there != list(dict.fromkeys(held[name])):
            yield f"order: the thread {name} is not in the order it was said"


def _help(ledger: Ledger, view: View) -> Iterator[str]:
    places = {row.event_id: row.conversation for row in view.rows}
    alerts = Counter(view.alerts.values())
    for one in ledger.acknowledged():
        if one.kind in _CALLS_FOR_HELP and one.event_id in places:
            found = alerts[places[one.event_id]]
            if found != 1:
                yield f"{'no alert' if not found else 'alert twice'}: {one.event_id} ({one.kind})"
        elif one.kind in _CALLS_FOR_HELP:
            yield f"no alert: {one.event_id} ({one.kind}) is nowhere"
    for alert in view.alerts:
        if alert not in view.told:
            yield f"untold: nobody was called for alert {alert}"


def _changes(ledger: Ledger, view: View) -> Iterator[str]:
    for one in ledger.acknowledged():
        wanted = one.text if one.finally_reads is None else one.finally_reads
        if one.event_id in view.texts and view.texts[one.event_id] != wanted:
            yield f"words: {one.event_id} ({one.kind}) does not read as its author left it"


def _answers(ledger: Ledger, view: View) -> Iterator[str]:
    for name, text in ledger.answers.items():
        state, ids = view.answers.get(name), view.delivered.get(text, set())
        if state is None:
            yield f"lost: the answer {name} was accepted"
        elif state == "done" and not ids:
            yield f"untrue: the answer {name} is said to have left and did not arrive"
        if len(ids) > 1:
            yield f"duplicated: the answer {name} left under {len(ids)} names"
