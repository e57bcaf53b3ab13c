"""What data·inclusion's own search answers, on the same PostgreSQL: the comparator of every figure of matching.

Written from its published rules (api/…/v1/services.py, `search_services_query`): themes that overlap, a zone empty
or names the commune, its EPCI, its département or France, within 50 km of the commune or at a distance; duplicates left
out; by whole kilometres, at a distance last, then by id. It is given our leaves of each need, which is generous.
"""

from __future__ import annotations

from typing import Any, Final

from django.db import connection

from maraude.core.directory.need_themes import wanted_leaves
from maraude.core.directory.profile import Profile

_KM = 50
_FURTHER = 2  # rows read for one shown, so that duplicates can be left out

_DISTANCE: Final = (
    "2 * 6371 * asin(sqrt(least(1, pow(sin(radians(lat - %(lat)s) / 2), 2)"
    " + cos(radians(lat)) * cos(radians(%(lat)s)) * pow(sin(radians(lon - %(lon)s) / 2), 2))))"
)
_SEARCH: Final = f"""
SELECT id, twin FROM (
  SELECT id, twin, CASE WHEN is_in_person THEN floor({_DISTANCE}) END AS distance
  FROM directory_service
  WHERE themes && %(themes)s::varchar[] AND NOT is_implied
    AND (zone = '{{}}' OR zone && %(codes)s::varchar[])
    AND (is_remote OR point(lon * 0.7, lat)
         <@ box(point(%(x)s - %(w)s, %(lat)s - 0.46), point(%(x)s + %(w)s, %(lat)s + 0.46)))
    AND (%(publics)s::varchar[] IS NULL OR publics && %(publics)s::varchar[])
) AS found
WHERE distance IS NULL OR distance < {_KM} OR id IN (SELECT id FROM directory_service WHERE is_remote AND id = found.id)
ORDER BY distance NULLS LAST, id LIMIT %(limit)s
"""  # noqa: S608 - our own pieces


def search(profile: Profile, *, youth: bool) -> list[str]:
    """Return the ids it would show, best first. `youth`: who searches also asks for « jeunes »."""
    place = profile.territory
    if place is None or place.lat is None or place.lon is None:
        return []
    parameters: dict[str, Any] = {
        "themes": wanted_leaves(profile.needs),
        "codes": sorted({place.insee, place.department, place.epci, "france", "99100"} - {""}),
        "lat": place.lat,
        "lon": place.lon,
        "x": place.lon * 0.7,
        "w": 0.7,  # 50 km anywhere in France, overseas included
        "publics": ["jeunes", "tous-publics"] if youth else None,
        "limit": profile.limit * _FURTHER,
    }
    with connection.cursor() as cursor:
        cursor.execute(_SEARCH, parameters)
        rows = cursor.fetchall()
    once = {twin or id_: id_ for id_, twin in reversed(rows)}
    return [id_ for id_, twin in rows if once[twin or id_] == id_][: profile.limit]
