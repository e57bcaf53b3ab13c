"""The services worth judging for somebody: a few dozen a need, found by indexes whatever the directory's size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from maraude.apps.directory.files.spots import FLAT, plane
from maraude.apps.directory.queries import offers_sql as sql
from maraude.core.directory.need_themes import LEAVES, wanted_leaves
from maraude.core.directory.profile import Profile
from maraude.core.directory.structure_kind import Reach
from maraude.core.directory.structure_kinds import BOOK, YOUTH_DOORS, YOUTH_DOORS_ELSE
from maraude.core.directory.territory import FRANCE, Territory
from maraude.core.need import Need
from maraude.core.service import Offer

_WORTH = 0.3  # below, a kind of structure is no answer to a need
_MOST_OF_A_LEAF = 24  # nearest services of a theme that answers a need fully; fewer of those that answer it less
_MOST_OF_A_KIND = 6
_DOUBTFUL = frozenset({"point_far_from_commune", "postal_code_elsewhere", "unknown_insee"})
_DOORS = (*YOUTH_DOORS, *YOUTH_DOORS_ELSE)


def offers_for(profile: Profile) -> list[Offer]:
    """Return the candidates for a profile in two queries: what is near, of its territory, or at a distance."""
    place, needs = profile.territory, list(dict.fromkeys(profile.needs))
    if not needs:
        return []
    kinds = sorted({kind for need in needs for kind in answering_kinds(need)})
    parameters: dict[str, Any] = {
        "young": profile.age if profile.age is not None else 0,
        "old": profile.age if profile.age is not None else 120,
        "codes": sorted(place.codes if place else FRANCE),
        "all_themes": wanted_leaves(needs),
        "all_kinds": kinds,
        **(_place(place, kinds) if place else {}),
    }
    union = " UNION ALL ".join(_branches(profile, needs, parameters))
    with connection.cursor() as cursor:
        cursor.execute(sql.CANDIDATES.format(union=union), parameters)
        ids = [row[0] for row in cursor.fetchall()]
        cursor.execute(sql.READ + sql.MAY_BE_PROPOSED, parameters | {"ids": ids})
        return [_offer(row) for row in cursor.fetchall()]


def offers_called(service_ids: Sequence[str]) -> list[Offer]:
    """Return these services, in this order, as matching reads them."""
    with connection.cursor() as cursor:
        cursor.execute(sql.READ, {"ids": list(service_ids), "young": 0, "old": 120})
        found = {row[0]: _offer(row) for row in cursor.fetchall()}
    return [found[id_] for id_ in service_ids if id_ in found]


def answering_kinds(need: Need) -> list[str]:
    """Return the kinds of structures that are an answer to a need, whatever they published."""
    return [kind.id for kind in BOOK.kinds.values() if kind.needs.get(need, 0.0) >= _WORTH]


def _place(place: Territory, kinds: Sequence[str]) -> dict[str, Any]:
    wanted = {*kinds, *_DOORS}
    territorial = [one.id for one in BOOK.kinds.values() if one.territory != Reach.EVERYWHERE and one.id in wanted]
    return {
        "department": place.department,
        "insee": place.insee,
        "epci": place.epci,
        "x": None if place.lon is None else place.lon * FLAT,
        "y": place.lat,
        "territorial": territorial,
        "doors": list(_DOORS),
    }


def _branches(profile: Profile, needs: Sequence[Need], parameters: dict[str, Any]) -> Iterator[str]:
    """Return one part of the union for each way of being worth judging."""
    yield sql.REMOTE
    if profile.territory is None:
        return
    yield sql.WITHOUT_POINT
    yield sql.TERRITORY
    if parameters["x"] is None or parameters["y"] is None:
        yield sql.SOMEWHERE
        yield sql.DOORS_SOMEWHERE
        return
    planes = _planes(needs, parameters["all_kinds"])
    parameters |= {"planes": list(planes), "counts": list(planes.values())}
    yield sql.NEAR


def _planes(needs: Sequence[Need], kinds: Sequence[str]) -> dict[float, int]:
    """Return the planes to look at around a place, and how many services to take on each."""
    wanted = {plane(kind): _MOST_OF_A_KIND for kind in (*kinds, *_DOORS)}
    for need in needs:
        for leaf, weight in LEAVES[need].items():
            where = plane(leaf)
            wanted[where] = max(wanted.get(where, 0), round(_MOST_OF_A_LEAF * weight * weight) + 2)
    return wanted


def _offer(row: tuple[Any, ...]) -> Offer:
    *values, flags = row
    named = dict(zip(sql.NAMES, values, strict=True))
    for name in ("themes", "publics", "zone"):
        named[name] = tuple(named[name])
    return Offer(
        **named,
        has_doubtful_place=not _DOUBTFUL.isdisjoint(flags),
        is_point_approximate="approximate_point" in flags,
        is_closed="closed" in flags,
        only_out="only_out" in flags,
        disability_after=next((int(flag[-2:]) for flag in flags if flag.startswith("disability_after_")), None),
    )
