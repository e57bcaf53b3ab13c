"""The services worth judging for somebody: a few dozen a need, found by indexes whatever the directory's size."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from django.db import connection

from maraude.apps.directory.queries import offers_sql as sql
from maraude.core.directory.need_themes import LEAVES
from maraude.core.directory.profile import Profile
from maraude.core.directory.structure_kind import Reach
from maraude.core.directory.structure_kinds import BOOK, YOUTH_DOORS, YOUTH_DOORS_ELSE
from maraude.core.directory.territory import FRANCE, Territory
from maraude.core.need import Need
from maraude.core.service import Offer

_WORTH = 0.3  # below, a kind of structure is no answer to a need
_DOUBTFUL = frozenset({"point_far_from_commune", "postal_code_elsewhere", "unknown_insee"})


def offers_for(profile: Profile) -> list[Offer]:
    """Return the candidates for a profile in one query: what is near, of its territory, or at a distance."""
    place = profile.territory
    parameters: dict[str, Any] = {
        "young": profile.age if profile.age is not None else 0,
        "old": profile.age if profile.age is not None else 120,
        "codes": sorted(place.codes if place else FRANCE),
        **_place(place),
    }
    branches = list(_branches(profile, parameters))
    if not branches:
        return []
    with connection.cursor() as cursor:
        cursor.execute(sql.SELECT.format(union=" UNION ".join(branches)), parameters)
        return [_offer(row) for row in cursor.fetchall()]


def offers_called(service_ids: Sequence[str]) -> list[Offer]:
    """Return these services, in this order, as matching reads them."""
    with connection.cursor() as cursor:
        cursor.execute(sql.SELECT.format(union="SELECT unnest(%(ids)s::varchar[]) AS id"), {"ids": list(service_ids)})
        found = {row[0]: _offer(row) for row in cursor.fetchall()}
    return [found[id_] for id_ in service_ids if id_ in found]


def _place(place: Territory | None) -> dict[str, Any]:
    if place is None:
        return {}
    has_point = place.lat is not None and place.lon is not None
    return {
        "department": place.department,
        "insee": place.insee,
        "epci": place.epci,
        "x": (place.lon or 0.0) * sql.FLAT if has_point else None,
        "y": place.lat,
        "territorial": [kind.id for kind in BOOK.kinds.values() if kind.territory != Reach.EVERYWHERE],
        "doors": [*YOUTH_DOORS, *YOUTH_DOORS_ELSE],
    }


def _branches(profile: Profile, parameters: dict[str, Any]) -> Iterator[str]:
    """Return one part of the union for each way of being worth judging."""
    place = profile.territory
    for number, need in enumerate(dict.fromkeys(profile.needs)):
        parameters[f"themes_{number}"] = list(LEAVES[need])
        parameters[f"kinds_{number}"] = answering_kinds(need)
        yield sql.REMOTE.format(n=number)
        if place is not None:
            yield (sql.NEAR if parameters["x"] is not None else sql.SOMEWHERE).format(n=number)
            yield sql.WITHOUT_POINT.format(n=number)
    if place is not None and profile.needs:
        yield sql.TERRITORY
        if profile.is_young:
            yield sql.DOORS_NEAR if parameters["x"] is not None else sql.DOORS_SOMEWHERE


def answering_kinds(need: Need) -> list[str]:
    """Return the kinds of structures that are an answer to a need, whatever they published."""
    return [kind.id for kind in BOOK.kinds.values() if kind.needs.get(need, 0.0) >= _WORTH]


def _offer(row: tuple[Any, ...]) -> Offer:
    *values, flags = row
    named = dict(zip(sql.NAMES, values, strict=True))
    for name in ("themes", "publics", "zone"):
        named[name] = tuple(named[name])
    return Offer(
        **named,
        has_doubtful_place=not _DOUBTFUL.isdisjoint(flags),
        is_point_approximate="approximate_point" in flags,
    )
