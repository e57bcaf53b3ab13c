"""Territorial competence: a mission locale, a CCAS, a département receive who lives on their territory."""

from __future__ import annotations

from maraude.core.directory.profile import Profile
from maraude.core.directory.structure_kind import Reach, StructureKind
from maraude.core.directory.territory import Precision, Territory
from maraude.core.eligibility import Criterion, Finding, Verdict, finding
from maraude.core.service import Offer


def look_at_competence(offer: Offer, kind: StructureKind, profile: Profile, codes: frozenset[str]) -> Finding | None:
    """Say whether this structure is the one of the place: before distance, for those that have a territory."""
    del codes
    place = profile.territory
    if kind.territory == Reach.EVERYWHERE or not offer.is_in_person:
        return None
    if place is None:
        return _ask()
    if not {place.insee, place.parent, place.epci}.isdisjoint(offer.zone):  # its zone says it closely
        return _yes(place)
    match kind.territory:
        case Reach.COMMUNE:
            return _same_commune(offer, place)
        case Reach.DEPARTMENT:
            return _same_department(offer, place)
        case _:
            return _local(offer, place)


def _yes(place: Territory) -> Finding:
    return finding(Criterion.COMPETENCE, Verdict.YES, "competence_yes", place.name)


def _ask() -> Finding:
    return finding(Criterion.COMPETENCE, Verdict.UNKNOWN, "competence_ask")


def _same_commune(offer: Offer, place: Territory) -> Finding:
    if place.precision != Precision.COMMUNE or not offer.insee:
        return _ask()
    if offer.insee in {place.insee, place.parent}:
        return _yes(place)
    if offer.epci and offer.epci == place.epci:  # some CCAS are shared by an EPCI
        return finding(Criterion.COMPETENCE, Verdict.UNKNOWN, "competence_neighbour")
    return finding(Criterion.COMPETENCE, Verdict.NO, "competence_other_commune")


def _same_department(offer: Offer, place: Territory) -> Finding:
    if not offer.department:
        return _ask()
    if offer.department == place.department:
        return finding(Criterion.COMPETENCE, Verdict.YES, "competence_department")
    return finding(Criterion.COMPETENCE, Verdict.NO, "competence_other_department")


def _local(offer: Offer, place: Territory) -> Finding:
    """A mission locale seldom publishes its territory: its own commune is sure, the rest is to be asked."""
    if offer.insee and offer.insee == place.insee and place.precision == Precision.COMMUNE:
        return _yes(place)
    same = bool(offer.department) and offer.department == place.department
    is_beside = (offer.epci and offer.epci == place.epci) or (offer.insee and offer.insee == place.parent)
    if same and is_beside:  # a metropolis has several, a group of villages has one
        return finding(Criterion.COMPETENCE, Verdict.UNKNOWN, "competence_epci")
    return finding(Criterion.COMPETENCE, Verdict.UNKNOWN, "competence_near" if same else "competence_far")
