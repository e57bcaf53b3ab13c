"""The answer of `match` and of the API's proposals, as contracts.md writes it. What is not here does not leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from maraude.core.directory.territory import local_time
from maraude.core.eligibility import Criterion, Finding, Verdict
from maraude.core.helpline import Helpline
from maraude.core.matching import Matching
from maraude.core.orientation.reasons import reasons
from maraude.core.orientation.scoring import Scored
from maraude.core.orientation.words import finding_text, note_text, side


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionShown:
    """One criterion; `unknown` is to be checked with them."""

    name: Criterion
    verdict: Verdict
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class EligibilityShown:
    """Whether the person may go there. What says `no` is never proposed."""

    verdict: Verdict
    criteria: list[CriterionShown]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A service to propose. `distance_km` is null at a distance, or when no point can be believed."""

    service_id: str
    structure_id: str
    name: str
    structure_name: str
    score: float
    distance_km: float | None
    remote: bool
    open_now: bool | None
    eligibility: EligibilityShown
    reasons: list[str]
    source: str
    date_maj: date


@dataclass(frozen=True, slots=True, kw_only=True)
class SafetyLine:
    """A helpline that answers now."""

    number: str
    name: str
    hours: str
    open_now: bool
    verified_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposals:
    """Proposals, best first; helplines to have at hand before any of them; what is doubtful, in sentences."""

    proposals: list[Proposal]
    safety: list[SafetyLine]
    notes: list[str]


def answer_of(found: Matching, *, at: datetime, language: str) -> Proposals:
    """Return a matching in words."""
    return Proposals(
        proposals=[_proposal(one, at, language) for one in found.proposals],
        safety=[_line(line, at, language) for line in found.safety],
        notes=[note_text(note.code, note.values, language) for note in found.notes],
    )


def _proposal(one: Scored, at: datetime, language: str) -> Proposal:
    offer = one.offer
    return Proposal(
        service_id=offer.id,
        structure_id=offer.structure_id,
        name=offer.name,
        structure_name=offer.structure_name,
        score=one.score,
        distance_km=None if one.distance_km is None else round(one.distance_km, 1),
        remote=one.is_remote,
        open_now=one.open_now,
        eligibility=EligibilityShown(
            verdict=one.eligibility.verdict,
            criteria=[criterion_of(finding, language) for finding in one.eligibility.findings],
        ),
        reasons=reasons(one, language=language, at=at),
        source=offer.source,
        date_maj=offer.updated_on,
    )


def criterion_of(finding: Finding, language: str) -> CriterionShown:
    """Return a criterion in words."""
    return CriterionShown(
        name=finding.criterion,
        verdict=finding.verdict,
        reason=finding_text(finding.code, finding.values, language),
    )


def _line(line: Helpline, at: datetime, language: str) -> SafetyLine:
    return SafetyLine(
        number=line.number,
        name=side((line.name_fr, line.name_en), language),
        hours=line.hours,
        open_now=line.is_open(local_time(at, department="")),
        verified_on=line.verified_on,
    )
