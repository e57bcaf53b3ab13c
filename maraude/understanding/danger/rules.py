"""The rules, the guards and the page that shows them: data read and compiled once, at import."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import chain
from typing import Literal

from maraude.core.safety import RiskKind, RiskLevel
from maraude.understanding.danger.patterns import Pattern, parse
from maraude.understanding.danger.vocabulary import WrongRules, frequency, lemma, read_data, readings_of, words_of

Scope = Literal["cover", "clause", "sentence", "message"]
_SCOPES: tuple[Scope, ...] = ("cover", "clause", "sentence", "message")


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Rule:
    """A floor rule as a clinician reviews it. `guards` names the groups that may take it away."""

    id: str
    kind: RiskKind
    level: RiskLevel
    reason_fr: str
    reason_en: str
    guards: frozenset[str]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Guard:
    """What takes a danger away, and how far from the danger it may stand.

    `softens` leaves a concern behind instead of nothing; any word of `unless` in the same sentence puts the guard out
    of play.
    """

    id: str
    group: str
    scope: Scope
    softens: bool
    unless: frozenset[str]
    patterns: tuple[Pattern, ...]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Cue:
    """Words that make an urgent danger of these kinds immediate, wherever they stand in the message. It only raises."""

    id: str
    kinds: frozenset[RiskKind]
    reason_fr: str
    reason_en: str
    patterns: tuple[Pattern, ...]


def _rows(data: Mapping[str, object], key: str) -> list[dict[str, object]]:
    rows = data.get(key)
    if not isinstance(rows, list):
        raise WrongRules(f"A rule file has no [[{key}]].")
    return rows


def _text(row: Mapping[str, object], key: str) -> str:
    value = row.get(key)
    if not isinstance(value, str) or not value:
        raise WrongRules(f"{row.get('id', 'A rule')} has no {key!r}.")
    return value


def _patterns(row: Mapping[str, object]) -> tuple[Pattern, ...]:
    lines = (line.strip() for line in _text(row, "patterns").splitlines())
    return tuple(parse(line) for line in dict.fromkeys(lines) if line and not line.startswith("#"))


def _rules(kind: RiskKind) -> Iterable[Rule]:
    for row in _rows(read_data(kind.value), "rule"):
        guards = row["guards"]
        if not isinstance(guards, list):
            raise WrongRules(f"{row['id']} does not list its guards.")
        yield Rule(
            id=_text(row, "id"),
            kind=kind,
            level=RiskLevel(_text(row, "level")),
            reason_fr=_text(row, "fr"),
            reason_en=_text(row, "en"),
            guards=frozenset(guards),
            patterns=_patterns(row),
        )


def _guard(row: Mapping[str, object]) -> Guard:
    scope = next((scope for scope in _SCOPES if scope == row["scope"]), None)
    if scope is None or row["effect"] not in {"drop", "soften"}:
        raise WrongRules(f"The guard {row['id']} has a scope or an effect that does not exist.")
    return Guard(
        id=_text(row, "id"),
        group=_text(row, "group"),
        scope=scope,
        softens=row["effect"] == "soften",
        unless=frozenset(lemma(word) for word in words_of(row.get("unless", ""))),
        patterns=_patterns(row),
    )


def _cue(row: Mapping[str, object]) -> Cue:
    return Cue(
        id=_text(row, "id"),
        kinds=frozenset(RiskKind(kind) for kind in _text(row, "kinds").split()),
        reason_fr=_text(row, "fr"),
        reason_en=_text(row, "en"),
        patterns=_patterns(row),
    )


_GUARDS = read_data("guards")
RULES: tuple[Rule, ...] = tuple(rule for kind in RiskKind for rule in _rules(kind))
GUARDS: tuple[Guard, ...] = tuple(_guard(row) for row in _rows(_GUARDS, "guard"))
CUES: tuple[Cue, ...] = tuple(_cue(row) for row in _rows(_GUARDS, "cue"))
# Text that gives orders to a machine: it takes nothing away, it switches every guard off (security.md, T08).
ORDERS: tuple[Pattern, ...] = tuple(pattern for row in _rows(_GUARDS, "orders") for pattern in _patterns(row))


def _check() -> None:
    if len({rule.id for rule in RULES}) != len(RULES):
        raise WrongRules("Two rules have the same id.")
    missing = {group for rule in RULES for group in rule.guards} - {guard.group for guard in GUARDS}
    if missing:
        raise WrongRules(f"No guard is in the groups {sorted(missing)}.")


_check()


def index[T](owners: Iterable[tuple[T, tuple[Pattern, ...]]]) -> dict[str, tuple[tuple[T, Pattern], ...]]:
    """List, for each word that can anchor a pattern, whose patterns to try there."""
    found: dict[str, list[tuple[T, Pattern]]] = {}
    for owner, patterns in owners:
        for pattern in patterns:
            for word in pattern.steps[pattern.anchor].words:
                found.setdefault(word, []).append((owner, pattern))
    return {word: tuple(entries) for word, entries in found.items()}


RULES_AT = index((rule, rule.patterns) for rule in RULES)
GUARDS_AT = index((guard, guard.patterns) for guard in GUARDS)
CUES_AT = index((cue, cue.patterns) for cue in CUES)
ORDERS_AT = index([("orders", ORDERS)])
_OWNED = (*(rule.patterns for rule in RULES), *(guard.patterns for guard in GUARDS), *(cue.patterns for cue in CUES))
_EVERY = (*chain.from_iterable(_OWNED), *ORDERS)
SPELLINGS = readings_of(word for pattern in _EVERY for step in pattern.steps for word in step.words)
ALONE = {spelling: words[0] for spelling, words in SPELLINGS.items() if len(words) == 1}
GLUED = frozenset(SPELLINGS) - frozenset(ALONE)
# A message without any of these spellings cannot fire a rule: this is the whole cost of an ordinary message.
KEYS = frozenset(spelling for spelling, words in SPELLINGS.items() if any(word in RULES_AT for word in words))
# In the middle of a long message, the door looks only at patterns that hold a word rarer than everyday talk.
RARE_RULES_AT = {word: entries for word, entries in RULES_AT.items() if frequency(word) < 1}
RARE_KEYS = frozenset(spelling for spelling, words in SPELLINGS.items() if any(word in RARE_RULES_AT for word in words))


def catalogue() -> tuple[Rule, ...]:
    """Return every rule, by kind then by file order, ready for a page (id, kind, level, reasons, patterns, guards)."""
    return RULES
