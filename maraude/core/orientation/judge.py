"""All criteria of one service for one person."""

from __future__ import annotations

from maraude.core.directory.profile import Profile
from maraude.core.directory.structure_kinds import kind_of
from maraude.core.eligibility import Eligibility, Finding, Verdict
from maraude.core.orientation.competence import look_at_competence
from maraude.core.orientation.criteria import (
    look_at_age,
    look_at_audience,
    look_at_minor,
    look_at_open,
    look_at_status,
    look_at_zone,
)
from maraude.core.service import Offer

_LOOKS = (look_at_open, look_at_age, look_at_zone, look_at_competence, look_at_audience, look_at_status, look_at_minor)


def judge(offer: Offer, profile: Profile, *, codes: frozenset[str] = frozenset()) -> Eligibility | None:
    """Return the criteria of a service for a person, None as soon as one says no.

    `codes` are those of the profile's territory, given by who judges many services.
    """
    kind = kind_of(offer.structure_kind)
    findings: list[Finding] = []
    for look in _LOOKS:
        found = look(offer, kind, profile, codes)
        if found is None:
            continue
        if found.verdict == Verdict.NO:
            return None
        findings.append(found)
    return Eligibility(findings=tuple(findings))


def judge_all(offer: Offer, profile: Profile) -> Eligibility:
    """Return every criterion, those that say no too, for who wants to know why a service is not proposed."""
    kind = kind_of(offer.structure_kind)
    looked = (look(offer, kind, profile, frozenset()) for look in _LOOKS)
    return Eligibility(findings=tuple(one for one in looked if one is not None))
