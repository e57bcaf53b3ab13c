"""What the floor rules saw in one message."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from maraude.core.safety import RiskKind, RiskLevel, highest

type Span = tuple[int, int]
About = Literal["self", "other"]

_MOST_SPANS = 50  # a person who is shown fifty highlights has understood


@dataclass(frozen=True, slots=True, kw_only=True)
class Screening:
    """The highest level seen, its kinds (most serious first), the ids of the rules, and the words that show it.

    `evidence` holds (start, end) code-point offsets in the text as received, sorted, without overlap.
    `about` is "other" when every danger seen is somebody else's: the level stays the level of *their* situation.
    """

    level: RiskLevel = RiskLevel.NONE
    kinds: tuple[RiskKind, ...] = ()
    rules: tuple[str, ...] = ()
    evidence: tuple[Span, ...] = ()
    about: About = "self"


CALM = Screening()


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One rule that fired at one place of the text."""

    rule_id: str
    level: RiskLevel
    kind: RiskKind | None
    span: Span
    is_other: bool


def gather(findings: Iterable[Finding]) -> Screening:
    """Combine findings: the highest level wins, and nothing found can lower what another one says."""
    ordered = sorted(findings, key=lambda finding: (-finding.level.rank, finding.span, finding.rule_id))
    if not ordered:
        return CALM
    return Screening(
        level=highest(*(finding.level for finding in ordered)),
        kinds=tuple(dict.fromkeys(finding.kind for finding in ordered if finding.kind is not None)),
        rules=tuple(dict.fromkeys(finding.rule_id for finding in ordered)),
        evidence=_disjoint(finding.span for finding in ordered if finding.span[1] > finding.span[0]),
        about="other" if _speaks_of_another(ordered) else "self",
    )


def _speaks_of_another(ordered: list[Finding]) -> bool:
    """Judge by the most serious findings: a child who sees a parent hit and is hit too speaks of themself."""
    return all(finding.is_other for finding in ordered if finding.level is ordered[0].level)


def _disjoint(spans: Iterable[Span]) -> tuple[Span, ...]:
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged[:_MOST_SPANS])
