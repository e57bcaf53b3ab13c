"""The criteria of eligibility that any service may have: age, zone, audience, status, a bed for a minor."""

from __future__ import annotations

from maraude.core.directory.profile import Constraint, Profile, Status
from maraude.core.directory.structure_kind import StructureKind
from maraude.core.directory.territory import Cover, zone_covers
from maraude.core.eligibility import Criterion, Finding, Verdict, finding
from maraude.core.service import Offer

_WORKING_AGE = 16


def look_at_open(offer: Offer, kind: StructureKind, profile: Profile, codes: frozenset[str]) -> Finding | None:
    """Say that a service which says it is closed for good is closed."""
    del kind, profile, codes
    return finding(Criterion.OPEN, Verdict.NO, "open_no") if offer.is_closed else None


def look_at_age(offer: Offer, kind: StructureKind, profile: Profile, codes: frozenset[str]) -> Finding:
    """Say whether the age is received: its own words come before the rule of its kind."""
    del codes
    age = profile.age
    if offer.age_min is not None or offer.age_max is not None:
        least, most = offer.age_min or 0, offer.age_max or 120
        if age is None:
            return finding(Criterion.AGE, Verdict.UNKNOWN, "age_said_ask", least, most)
        if offer.disability_after is not None and offer.disability_after < age <= most:
            verdict = _yes_if(Constraint.DISABILITY in profile.constraints, unknown=False)
            return finding(Criterion.AGE, verdict, "age_disability", offer.disability_after)
        verdict = Verdict.YES if least <= age <= most else Verdict.NO
        return finding(Criterion.AGE, verdict, "age_said", least, most)
    received = kind.receives(age)
    if received is None:
        code = "age_kind_ask" if age is None else "age_kind_depends"
        return finding(Criterion.AGE, Verdict.UNKNOWN, code, *kind.ages)
    if kind.ages == (0, 120):
        return finding(Criterion.AGE, Verdict.YES, "age_any")
    return finding(Criterion.AGE, Verdict.YES if received else Verdict.NO, "age_kind", *kind.ages)


def look_at_zone(offer: Offer, kind: StructureKind, profile: Profile, codes: frozenset[str]) -> Finding:
    """Say whether the place is in the zone that is published; none published restricts nothing."""
    del kind
    cover = zone_covers(offer.zone, profile.territory, codes=codes)
    if not offer.zone:
        return finding(Criterion.ZONE, Verdict.YES, "zone_open")
    if cover == Cover.YES:
        name = profile.territory.name if profile.territory else ""
        everywhere = "france" in offer.zone or "99100" in offer.zone
        return finding(Criterion.ZONE, Verdict.YES, "zone_france" if everywhere else "zone_yes", name)
    return finding(Criterion.ZONE, Verdict(cover.value), f"zone_{cover.value}")


# Publics of data·inclusion that are for one situation: what must be known to say yes.
_SITUATIONS = frozenset(
    {
        "actifs",
        "beneficiaires-des-minimas-sociaux",
        "demandeurs-emploi",
        "etudiants",
        "familles",
        "femmes",
        "personnes-en-situation-de-handicap",
        "personnes-en-situation-durgence",
        "personnes-en-situation-juridique-specifique",
        "personnes-exilees",
        "residents-qpv-frr",
        "seniors",
    }
)


def look_at_audience(offer: Offer, kind: StructureKind, profile: Profile, codes: frozenset[str]) -> Finding:
    """Say whether the service is for somebody in this situation; one of several publics is enough."""
    del codes
    if kind.needs_disability and Constraint.DISABILITY not in profile.constraints:
        return finding(Criterion.AUDIENCE, Verdict.UNKNOWN, "audience_disability")
    publics = offer.publics
    if "tous-publics" in publics or "jeunes" in publics:
        return finding(Criterion.AUDIENCE, Verdict.YES, "audience_young" if "jeunes" in publics else "audience_all")
    known = [public for public in publics if public in _SITUATIONS]
    if not known:
        if kind.is_youth or kind.is_free:
            return finding(Criterion.AUDIENCE, Verdict.YES, "audience_kind")
        return finding(Criterion.AUDIENCE, Verdict.UNKNOWN, "audience_unsaid")
    verdicts = {_situation(public, profile) for public in known}
    if Verdict.YES in verdicts:
        return finding(Criterion.AUDIENCE, Verdict.YES, "audience_yes", *known)
    verdict = Verdict.UNKNOWN if Verdict.UNKNOWN in verdicts else Verdict.NO
    return finding(Criterion.AUDIENCE, verdict, "audience_only", *known)


def _situation(public: str, profile: Profile) -> Verdict:
    age, status = profile.age, profile.status
    match public:
        case "seniors":
            return _yes_if(age is not None and age >= 60, unknown=False)  # an age not said is a young person's here
        case "etudiants":
            return _yes_if(status == Status.STUDENT, unknown=status == Status.UNKNOWN)
        case "actifs":
            working = status in {Status.EMPLOYED, Status.APPRENTICE}
            return _yes_if(working, unknown=status != Status.IN_SCHOOL and not _too_young(age))
        case "demandeurs-emploi" | "beneficiaires-des-minimas-sociaux":
            return Verdict.NO if _too_young(age) or status == Status.IN_SCHOOL else Verdict.UNKNOWN
        case "personnes-en-situation-de-handicap":
            return Verdict.YES if Constraint.DISABILITY in profile.constraints else Verdict.UNKNOWN
        case _:
            return Verdict.UNKNOWN


def _too_young(age: int | None) -> bool:
    return age is not None and age < _WORKING_AGE


def _yes_if(is_so: bool, *, unknown: bool) -> Verdict:
    return Verdict.YES if is_so else Verdict.UNKNOWN if unknown else Verdict.NO


def look_at_status(offer: Offer, kind: StructureKind, profile: Profile, codes: frozenset[str]) -> Finding | None:
    """Say whether a path for those out of school and work is open now."""
    del codes
    if not kind.only_out and not offer.only_out:
        return None
    if profile.status.is_out:
        return finding(Criterion.STATUS, Verdict.YES, "status_out")
    if profile.status.is_busy:
        return finding(Criterion.STATUS, Verdict.NO, "status_busy")
    return finding(Criterion.STATUS, Verdict.UNKNOWN, "status_ask")


def look_at_minor(offer: Offer, kind: StructureKind, profile: Profile, codes: frozenset[str]) -> Finding | None:
    """Say that a bed for a minor alone needs somebody else's agreement."""
    del offer, codes
    if not kind.is_lodging or not profile.is_minor:
        return None
    return finding(Criterion.MINOR, Verdict.UNKNOWN, "minor_lodging")
