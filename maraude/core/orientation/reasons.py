"""Why a place is proposed, in a few words somebody in a hurry can read (interface.md, Repères)."""

from __future__ import annotations

from datetime import datetime

from maraude.core.directory.opening_hours import next_opening, read_hours
from maraude.core.directory.territory import local_time
from maraude.core.eligibility import Criterion, Verdict
from maraude.core.orientation.card_text import moment
from maraude.core.orientation.scoring import Scored
from maraude.core.orientation.words import REASONS, ages, distance, side

_OLD_DAYS = 730


def reasons(one: Scored, *, language: str, at: datetime) -> list[str]:
    """Return the short reasons of a proposal at an aware instant, what matters tonight first.

    « ouvert maintenant », « 1,2 km », « 16–25 ans », « sans rendez-vous ».
    """
    found = [*_when(one, language, at), *_where(one, language), *_who(one, language), *_how(one, language)]
    if one.offer.has_doubtful_place:
        found.append(side(REASONS["place"], language))
    if (at.date() - one.offer.updated_on).days > _OLD_DAYS:
        found.append(side(REASONS["old"], language).format(one.offer.updated_on.year))
    return found


def _when(one: Scored, language: str, at: datetime) -> list[str]:
    """Say whether it is open, else when it opens again: what one can do with it tonight."""
    if one.open_now is None:
        return []
    if one.open_now:
        return [side(REASONS["open"], language)]
    week = read_hours(one.offer.hours)
    local = local_time(at, department="" if one.is_remote else one.offer.department)
    opens = next_opening(week, local=local) if week else None
    if opens is None:
        return [side(REASONS["closed"], language)]
    return [side(REASONS["opens"], language).format(moment(opens, local, language))]


def _where(one: Scored, language: str) -> list[str]:
    found = []
    if one.is_remote:
        found.append(side(REASONS["remote"], language))
    elif one.distance_km is not None:
        kilometres = distance(one.distance_km, language)
        found.append(
            side(REASONS["about"], language).format(kilometres) if one.offer.is_point_approximate else kilometres
        )
    elif one.is_same_commune:
        found.append(side(REASONS["same_commune"], language))
    if one.is_across_water:
        found.append(side(REASONS["boat"], language))
    competence = one.eligibility.of(Criterion.COMPETENCE)
    if competence is not None:
        found.append(side(REASONS["territory" if competence == Verdict.YES else "near_territory"], language))
    return found


def _who(one: Scored, language: str) -> list[str]:
    offer, kind = one.offer, one.kind
    if offer.age_min is not None or offer.age_max is not None:
        return [ages(offer.age_min or 0, offer.age_max or 120, language)]
    if kind.ages[1] < 100 or kind.ages[0] >= 16:
        return [ages(*kind.ages, language)]
    return [side(REASONS["young"], language)] if kind.is_youth or "jeunes" in offer.publics else []


def _how(one: Scored, language: str) -> list[str]:
    offer, kind = one.offer, one.kind
    codes = []
    if (offer.walk_in if offer.walk_in is not None else kind.walk_in) and not one.is_remote:
        codes.append("walk_in")
    if offer.is_free if offer.is_free is not None else kind.is_free:
        codes.append("free")
    if offer.by_oneself is False:
        codes.append("professional")
    if offer.is_implied:
        codes.append("implied")
    return [side(REASONS[code], language) for code in codes]
