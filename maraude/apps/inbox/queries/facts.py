"""What a person said of themselves and the needs read in a thread: the latest word of each kind, nothing inferred."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from maraude.apps.inbox.queries.thread import ThreadMessage

CORRECTION = "person_corrected"  # how the kind of a line begins, by which a person corrects a fact about themselves


def said_facts(messages: Sequence[ThreadMessage]) -> dict[str, Any]:
    """Return age, place, status and since, as said last; `corrected` names those the person corrected themselves."""
    facts: dict[str, Any] = {}
    corrected: set[str] = set()
    for message in messages:
        slots = message.understanding.get("slots") or {}
        if slots.get("about") == "other" or message.deleted_at is not None:
            continue
        by_person = message.system_kind.startswith(CORRECTION)
        for name, value in slots.items():
            if name == "about" or not (value or by_person):
                continue
            facts[name] = value
            (corrected.add if by_person else corrected.discard)(name)
    shown = {name: value for name, value in facts.items() if value}
    return shown | ({"corrected": corrected & shown.keys()} if corrected & shown.keys() else {})


def thread_needs(messages: Sequence[ThreadMessage]) -> list[dict[str, Any]]:
    """Return each need of the thread once, with what was decided last, and the message that shows it."""
    found: dict[str, dict[str, Any]] = {}
    for message in messages:
        for mark in message.needs:
            known = found.get(mark.need)
            if known is None or known["state"] in {"suggested", "doubtful"}:
                found[mark.need] = {
                    "need": mark.need,
                    "state": mark.state,
                    "message_id": message.id,
                    "score": mark.score,
                }
    return [row for row in found.values() if row["state"] != "dismissed"]
