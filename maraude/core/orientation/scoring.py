"""How well a service answers, near and open enough to be gone to: one number from parts that are all explained.

score = need × doubt × (0.35 + 0.27 audience + 0.27 access + 0.06 freshness + 0.05 completeness), each part 0 to 1.
The need multiplies: what does not answer never wins by being next door.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cached_property

from maraude.core.directory.islands import island_of
from maraude.core.directory.need_themes import fit
from maraude.core.directory.opening_hours import read_hours
from maraude.core.directory.profile import Constraint, Profile, Transport
from maraude.core.directory.structure_kind import StructureKind
from maraude.core.directory.structure_kinds import DUTY_DOORS, YOUTH_DOORS, kind_of
from maraude.core.directory.territory import distance_km, local_time
from maraude.core.eligibility import Criterion, Eligibility, Verdict
from maraude.core.need import Need
from maraude.core.service import Offer

# Kilometres at which half of the nearness is lost, and beyond which nobody is sent.
_HALF = {None: 8.0, Transport.WALK: 1.5, Transport.TRANSIT: 8.0, Transport.CAR: 20.0}
_FURTHEST = {None: 60.0, Transport.WALK: 30.0, Transport.TRANSIT: 60.0, Transport.CAR: 120.0}
_FURTHEST_MINOR = 40.0
_FURTHEST_DOOR, _FURTHEST_OWN_DOOR = 60.0, 200.0  # of a mission locale or a PAEJ; of one that names their commune
_FURTHEST_ELSEWHERE = 20.0  # over the border of another mission locale's département
_NOT_TRAVELLING = 5.0
_DOUBT = {
    "competence_epci": 0.92,
    "competence_near": 0.75,
    "competence_far": 0.25,
    "competence_ask": 0.7,
    "competence_neighbour": 0.6,
    "audience_disability": 0.5,
    "audience_only": 0.7,
}
_BY_BOAT = 0.3
_DOOR = 0.15  # what a first door is worth for a need it does not answer: it knows who does
_OTHER_NEEDS = 0.12  # for each other need answered fully
_NOT_ITS_KIND = 0.6  # a theme of a service whose kind of structure is for other needs
_WAY_IN = re.compile(
    r"(?:premier )?(?:accueil|accompagnement|permanence|écoute|rendez-vous|suivi|entretien)\b", re.IGNORECASE
)
_NOT_ITS_SUBJECT = 0.4  # a structure's usual needs, for a service that says it is about something else
_YES, _UNSAID, _NO = 1.0, 0.5, 0.15


@dataclass(frozen=True, slots=True, kw_only=True)
class Scored:
    """A service that may be proposed, and why it stands where it stands. `fits`: how directly it answers each need."""

    offer: Offer
    kind: StructureKind
    eligibility: Eligibility
    score: float
    fits: Mapping[Need, float]
    distance_km: float | None
    is_remote: bool
    open_now: bool | None
    is_same_commune: bool = False
    is_across_water: bool = False

    @property
    def need(self) -> Need | None:
        """Return the need it answers best."""
        return max(self.fits, key=lambda need: self.fits[need], default=None)

    @property
    def is_far_door(self) -> bool:
        """Say whether it is a structure of another territory, most likely."""
        return any(finding.code == "competence_far" for finding in self.eligibility.findings)


@dataclass(frozen=True)
class Scorer:
    """Scores many services for one profile: what depends on the profile alone is computed once."""

    profile: Profile
    today: date = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "today", self.profile.at.date())

    @cached_property
    def here(self) -> datetime:
        """Return the time on the clocks of the place."""
        place = self.profile.territory
        return local_time(self.profile.at, department=place.department if place else "")

    @cached_property
    def paris(self) -> datetime:
        """Return the time on the clocks of metropolitan France, for services at a distance."""
        return local_time(self.profile.at, department="")

    def score(self, offer: Offer, eligibility: Eligibility) -> Scored | None:
        """Return the service scored, None when it is out of reach."""
        distance = self._distance(offer)
        is_far = self._is_too_far(offer, distance, eligibility)
        is_remote = offer.is_remote and (not offer.is_in_person or is_far)
        return None if is_far and not is_remote else self._scored(offer, eligibility, distance, is_remote=is_remote)

    def describe(self, offer: Offer, eligibility: Eligibility) -> Scored:
        """Return the service scored however far it is, for who looks for it by name."""
        is_remote = offer.is_remote and not offer.is_in_person
        return self._scored(offer, eligibility, self._distance(offer), is_remote=is_remote)

    def _scored(self, offer: Offer, eligibility: Eligibility, distance: float | None, *, is_remote: bool) -> Scored:
        kind = kind_of(offer.structure_kind)
        fits = need_fits(offer, kind, self.profile.needs)
        week = read_hours(offer.hours)
        open_now = week.is_open(self.paris if is_remote else self.here) if week else None
        rest = (
            0.35
            + 0.27 * _audience(offer, kind, eligibility)
            + 0.27 * self._access(offer, kind, distance, is_remote=is_remote, open_now=open_now)
            + 0.06 * _freshness(offer.updated_on, self.today)
            + 0.05 * offer.completeness
        )
        return Scored(
            offer=offer,
            kind=kind,
            eligibility=eligibility,
            score=round(_need(fits, kind) * _doubt(eligibility) * rest, 4),
            fits=fits,
            distance_km=distance if not is_remote else None,
            is_remote=is_remote,
            open_now=open_now,
            is_same_commune=bool(offer.insee) and self._commune == offer.insee,
            is_across_water=not is_remote and self._is_across_water(offer),
        )

    @cached_property
    def _commune(self) -> str:
        return self.profile.territory.insee if self.profile.territory else ""

    @cached_property
    def _island(self) -> str:
        return island_of(self._commune)

    def _is_across_water(self, offer: Offer) -> bool:
        return bool(offer.insee) and island_of(offer.insee) != self._island

    def _distance(self, offer: Offer) -> float | None:
        place = self.profile.territory
        if place is None or place.lat is None or place.lon is None or offer.lat is None or offer.lon is None:
            return None
        if offer.is_point_approximate and offer.insee == self._commune:
            return None  # two centres of one commune: "in the commune" is all that is known
        return distance_km(place.lat, place.lon, offer.lat, offer.lon)

    def _is_too_far(self, offer: Offer, distance: float | None, eligibility: Eligibility) -> bool:
        """Say whether nobody would be sent there; what has no point is only judged by its département."""
        place = self.profile.territory
        if place is None:
            return True
        if self._is_across_water(offer) and not self._island:
            return True  # nobody takes a boat to a counter
        if distance is None:
            return offer.department != place.department
        if any(one.code == "competence_far" for one in eligibility.findings):
            return distance > min(_FURTHEST_ELSEWHERE, self._furthest)
        return distance > (self._furthest_door(offer) or self._furthest)

    def _furthest_door(self, offer: Offer) -> float | None:
        """Return how far one's own youth door may be: it can be rung first, and often comes nearer on some days."""
        if offer.structure_kind not in YOUTH_DOORS or not self.profile.is_young:
            return None
        if Constraint.CANNOT_TRAVEL in self.profile.constraints:
            return None
        place = self.profile.territory
        is_theirs = place is not None and not {place.insee, place.parent, place.epci}.isdisjoint(offer.zone)
        return _FURTHEST_OWN_DOOR if is_theirs else max(_FURTHEST_DOOR, self._furthest)

    @cached_property
    def _furthest(self) -> float:
        if Constraint.CANNOT_TRAVEL in self.profile.constraints:
            return _NOT_TRAVELLING
        furthest = _FURTHEST[self.profile.transport]
        return min(furthest, _FURTHEST_MINOR) if self.profile.is_minor else furthest

    def _access(
        self, offer: Offer, kind: StructureKind, distance: float | None, *, is_remote: bool, open_now: bool | None
    ) -> float:
        if is_remote:
            near = 0.5
        elif distance is None:
            near = 0.6 if offer.insee and offer.insee == self._commune else 0.25
        else:
            near = 1 / (1 + distance / _HALF[self.profile.transport])
        if not is_remote and self._is_across_water(offer):
            near *= _BY_BOAT
        walk_in = offer.walk_in if offer.walk_in is not None else kind.walk_in
        is_free = offer.is_free if offer.is_free is not None else kind.is_free
        return 0.64 * near + 0.12 * _worth(open_now) + 0.12 * _worth(walk_in) + 0.12 * _worth(is_free)


def need_fits(offer: Offer, kind: StructureKind, needs: tuple[Need, ...]) -> dict[Need, float]:
    """Return how directly a service answers each need, by its themes or by what its kind of structure always does.

    One theme may stand for two needs (a conflict at home, violence): a kind that is for the other one counts less.
    """
    usual = 1.0 if is_general(offer) else _NOT_ITS_SUBJECT
    found = {}
    for need in needs:
        own = kind.needs.get(need, 0.0)
        said = fit(need, offer.themes) * (_NOT_ITS_KIND if kind.needs and not own else 1.0)
        found[need] = max(said, own * usual)
    return {need: weight for need, weight in found.items() if weight > 0}


def is_general(offer: Offer) -> bool:
    """Say whether a service is its structure's way in, not one of its programmes."""
    return offer.is_implied or not offer.themes or bool(_WAY_IN.match(offer.name))


def together(fits: Mapping[Need, float]) -> float:
    """Return how well needs are answered together: the best one, and a little for each other."""
    if not fits:
        return 0.0
    best = max(fits.values())
    return min(1.0, best + _OTHER_NEEDS * (sum(fits.values()) - best))


def _need(fits: Mapping[Need, float], kind: StructureKind) -> float:
    is_door = kind.id in YOUTH_DOORS or kind.id in DUTY_DOORS
    return max(together(fits), _DOOR if is_door else 0.0)


def _doubt(eligibility: Eligibility) -> float:
    return min((_DOUBT.get(finding.code, 1.0) for finding in eligibility.findings), default=1.0)


def _audience(offer: Offer, kind: StructureKind, eligibility: Eligibility) -> float:
    code = next((one.code for one in eligibility.findings if one.criterion == Criterion.AUDIENCE), "")
    if code == "audience_disability":
        return 0.1
    is_young = kind.is_youth or "jeunes" in offer.publics or (offer.age_max is not None and offer.age_max <= 30)
    if is_young:
        return 1.0 if eligibility.of(Criterion.AGE) == Verdict.YES else 0.85
    return {"audience_only": 0.2, "audience_all": 0.5, "audience_yes": 0.7}.get(code, 0.45)


def _worth(value: bool | None) -> float:
    return _UNSAID if value is None else _YES if value else _NO


def _freshness(updated_on: date, today: date) -> float:
    """Return 1 for what was looked at this half-year, half of it after two years, little after four."""
    years = max(0.0, (today - updated_on).days / 365.25 - 0.5)
    return 1 / (1 + (years / 1.5) ** 2)
