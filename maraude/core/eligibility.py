"""May this person go there? One criterion at a time, in three values: a `no` removes, an `unknown` is to be checked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum


class Verdict(StrEnum):
    """Yes, no, or: ask them."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class Criterion(StrEnum):
    """What is looked at."""

    OPEN = "open"  # it still exists
    AGE = "age"
    ZONE = "zone"
    COMPETENCE = "competence"  # the territory of a mission locale, a CCAS, a département
    AUDIENCE = "audience"
    STATUS = "status"
    MINOR = "minor"  # a minor alone needs somebody's agreement for a bed


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One criterion of one service for one person: `code` names its sentence (core/orientation/words)."""

    criterion: Criterion
    verdict: Verdict
    code: str
    values: tuple[object, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Eligibility:
    """Every criterion that applies; the verdict is the worst of them."""

    findings: tuple[Finding, ...] = field(default=())

    @property
    def verdict(self) -> Verdict:
        """Return NO if one is no, else UNKNOWN if one is, else YES."""
        return worst(one.verdict for one in self.findings)

    def of(self, criterion: Criterion) -> Verdict | None:
        """Return the verdict of one criterion, None when it does not apply."""
        return next((one.verdict for one in self.findings if one.criterion == criterion), None)


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """Return the verdict that decides.

    >>> worst([Verdict.YES, Verdict.UNKNOWN])
    <Verdict.UNKNOWN: 'unknown'>
    """
    found = set(verdicts)
    if Verdict.NO in found:
        return Verdict.NO
    return Verdict.UNKNOWN if Verdict.UNKNOWN in found else Verdict.YES


def finding(criterion: Criterion, verdict: Verdict, code: str, *values: object) -> Finding:
    """Return what was found of one criterion."""
    return Finding(criterion=criterion, verdict=verdict, code=code, values=values)
