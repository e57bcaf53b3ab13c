"""From a ranking to a choice: several needs, several doors, no counter twice, a youth door always (domain.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from maraude.core.directory.profile import Profile
from maraude.core.directory.structure_kind import Reach
from maraude.core.directory.structure_kinds import DUTY_DOORS, YOUTH_DOORS, YOUTH_DOORS_ELSE
from maraude.core.need import Need
from maraude.core.orientation.scoring import Scored

_PER_STRUCTURE = 2
_PER_NAME = 2
_PER_KIND = 3
_AGAIN = 0.82  # what is left of a score for each service already chosen for the same need
_LEAST = 0.05  # below, it answers nothing
_LEAST_REMOTE_FIT = 0.3
_SHOWN_FIRST = 3
_NEAR_DOOR_KM = 25.0
_NO_FURTHER_KM = 10.0  # than the nearest of the same kind: another town's counter is no second choice


def choose(scored: Iterable[Scored], profile: Profile) -> list[Scored]:
    """Return at most `profile.limit` services, best first, with what must be among them."""
    ranked = _once(_one_per_territory(sorted(scored, key=_order)))
    wanted = [one for one in ranked if one.score >= _LEAST and one.fits]
    chosen = _pick(wanted, profile)
    chosen = _with_duty_door(chosen, ranked, profile)
    return _with_youth_door(chosen, ranked, profile)


def youth_door(ranked: Sequence[Scored]) -> Scored | None:
    """Return the best first door for somebody young: mission locale or PAEJ, else another youth house."""
    doors = [one for one in ranked if is_youth_door(one) and not one.is_far_door]
    doors = doors or [
        one
        for one in ranked
        if one.kind.id in YOUTH_DOORS_ELSE and one.fits and (one.distance_km or 0.0) <= _NEAR_DOOR_KM
    ]
    return max(doors, key=lambda one: (one.score, -(one.distance_km or 0.0)), default=None)


def is_youth_door(one: Scored) -> bool:
    """Say whether this is the way into a mission locale or a PAEJ: no programme, and nobody has to ask for them."""
    return one.kind.id in YOUTH_DOORS and one.offer.by_oneself is not False and not one.offer.only_out


def _order(one: Scored) -> tuple[float, float, str]:
    distance = one.distance_km if one.distance_km is not None else 999.0
    return (-one.score, distance, one.offer.id)


def _once(ranked: Iterable[Scored]) -> list[Scored]:
    """Keep the best of services published twice."""
    seen: set[str] = set()
    kept = []
    for one in ranked:
        twin = one.offer.twin
        if twin and twin in seen:
            continue
        seen.add(twin)
        kept.append(one)
    return kept


def _one_per_territory(ranked: Sequence[Scored]) -> list[Scored]:
    """Of several mission locales (CCAS, MDS…), keep one structure: the competent one, else the nearest."""
    best: dict[str, tuple[tuple[int, float], str]] = {}
    for one in ranked:
        if _has_territory(one):
            place = (_competence_rank(one), one.distance_km if one.distance_km is not None else 999.0)
            best[one.kind.id] = min(
                best.get(one.kind.id, (place, one.offer.structure_id)), (place, one.offer.structure_id)
            )
    return [one for one in ranked if not _has_territory(one) or best[one.kind.id][1] == one.offer.structure_id]


def _has_territory(one: Scored) -> bool:
    return one.kind.territory != Reach.EVERYWHERE and not one.is_remote


def _competence_rank(one: Scored) -> int:
    codes = {finding.code for finding in one.eligibility.findings}
    order = ("competence_yes", "competence_epci", "competence_department", "competence_near", "competence_neighbour")
    return next((rank for rank, code in enumerate(order) if code in codes), len(order))


def _pick(wanted: Sequence[Scored], profile: Profile) -> list[Scored]:
    """Take the best again and again; what repeats a structure, a name or a need already served counts for less."""
    remote = [one for one in wanted if one.is_remote and max(one.fits.values()) >= _LEAST_REMOTE_FIT]
    share = min(len(remote), profile.limit // 3)
    taken = _take([one for one in wanted if not one.is_remote], profile.limit - share, [])
    taken = _take(remote, min(len(taken) + share, profile.limit), taken)
    taken = _take(wanted, profile.limit, taken)
    return sorted(taken, key=_order)


def _take(wanted: Sequence[Scored], up_to: int, taken: list[Scored]) -> list[Scored]:
    left = [one for one in wanted if one not in taken]
    while left and len(taken) < up_to:
        served = Counter(one.need for one in taken)
        left = [one for one in left if _may_join(one, taken)]
        best = max(
            left, key=lambda one: (one.score * _AGAIN ** served[one.need], -(one.distance_km or 0.0)), default=None
        )
        if best is None:
            break
        taken = [*taken, best]
        left.remove(best)
    return taken


def _may_join(one: Scored, taken: Sequence[Scored]) -> bool:
    offer = one.offer
    same_structure = sum(other.offer.structure_id == offer.structure_id for other in taken)
    same_name = sum(other.offer.name == offer.name for other in taken)
    same_kind = [other for other in taken if one.kind.id and other.kind.id == one.kind.id]
    if any(_is_much_further(one, other) for other in same_kind):
        return False
    return same_structure < _PER_STRUCTURE and same_name < _PER_NAME and len(same_kind) < _PER_KIND


def _is_much_further(one: Scored, other: Scored) -> bool:
    if one.distance_km is None or other.distance_km is None:
        return False
    return one.distance_km > other.distance_km + _NO_FURTHER_KM


def _with_duty_door(chosen: list[Scored], ranked: Sequence[Scored], profile: Profile) -> list[Scored]:
    """16 or 17 and no solution: the mission locale or the CIO is always among the proposals (duty to be trained)."""
    if profile.age not in {16, 17} or profile.status.is_busy:
        return chosen
    if any(one.offer.structure_kind in DUTY_DOORS for one in chosen):
        return chosen
    doors = [one for one in ranked if one.offer.structure_kind in DUTY_DOORS]
    door = max(doors, key=lambda one: (not one.is_far_door, one.score), default=None)
    return chosen if door is None else [*chosen[: profile.limit - 1], door]


def _with_youth_door(chosen: list[Scored], ranked: Sequence[Scored], profile: Profile) -> list[Scored]:
    """12 to 25: a generalist youth door among the first three."""
    if not profile.is_young:
        return chosen
    kinds = (*YOUTH_DOORS, *YOUTH_DOORS_ELSE)
    door = youth_door(ranked)
    if door is None or any(is_youth_door(one) and not one.is_far_door for one in chosen[:_SHOWN_FIRST]):
        return chosen
    if door.offer.structure_kind in YOUTH_DOORS_ELSE and any(
        one.offer.structure_kind in kinds for one in chosen[:_SHOWN_FIRST]
    ):
        return chosen
    others = [one for one in chosen if one is not door]
    place = min(_SHOWN_FIRST - 1, profile.limit - 1, len(others))
    return [*others[:place], door, *others[place:]][: profile.limit]


def answered(chosen: Iterable[Scored], needs: Iterable[Need]) -> set[Need]:
    """Return the needs that at least one chosen service answers."""
    found = {need for one in chosen for need in one.fits}
    return found & set(needs)
