"""The statement of `offers_for`: each branch stands on one index and is bounded, whatever the directory's size.

Parameters only: nothing of a request is ever put in the text of a statement.
"""

from __future__ import annotations

from typing import Final

from maraude.apps.directory.files.spots import FLAT

_REACH: Final = 1.3  # degrees around a place, for who searches by words

NAMES: Final = (
    "id",
    "structure_id",
    "name",
    "structure_name",
    "structure_kind",
    "updated_on",
    "themes",
    "publics",
    "zone",
    "age_min",
    "age_max",
    "is_in_person",
    "is_remote",
    "walk_in",
    "is_free",
    "by_oneself",
    "hours",
    "insee",
    "epci",
    "department",
    "lat",
    "lon",
    "completeness",
    "twin",
    "source",
    "is_implied",
    "is_fictional",
)
_AGE = "coalesce(s.age_min, 0) <= %(old)s AND coalesce(s.age_max, 120) >= %(young)s"
CANDIDATES: Final = "SELECT DISTINCT id FROM ({union}) AS found"
# Apart from the search for ids: joined to it, the planner expects thousands and reads the whole table.
READ: Final = f"SELECT {', '.join(NAMES)}, flags FROM directory_service s WHERE id = ANY (%(ids)s) AND {_AGE}"  # noqa: S608
# Never proposed: what its publisher no longer lists, and what this association knows to be closed, or full for now.
MAY_BE_PROPOSED: Final = """ AND s.gone_on IS NULL AND NOT EXISTS (SELECT FROM directory_ownword w
    WHERE w.service_id = s.id AND (w.state = 'closed' OR w.state = 'full' AND w.until_on >= current_date))"""

_POINT = f"point(s.lon * {FLAT}, s.lat)"
BY_DISTANCE: Final = f"{_POINT} <-> point(%(x)s, %(y)s)"
HAS_WORDS: Final = "to_tsvector('simple', s.words) @@ to_tsquery('simple', %(words)s)"
ANSWERS: Final = "(s.themes && %(all_themes)s::varchar[] OR s.structure_kind = ANY (%(all_kinds)s))"
IN_REACH: Final = f"""s.is_in_person AND s.lat IS NOT NULL
    AND {_POINT} <@ box(point(%(x)s - {_REACH}, %(y)s - {_REACH}), point(%(x)s + {_REACH}, %(y)s + {_REACH}))"""


def branch(condition: str, order: str, limit: int) -> str:
    """Return the ids that meet a condition of ours, the first ones in an order of ours."""
    return f"(SELECT s.id FROM directory_service s WHERE {condition} ORDER BY {order} LIMIT {limit})"  # noqa: S608


# The nearest services on each plane asked for, in the order of the index: as many steps as rows, in town or country.
# Where a plane has too few, the index goes on to another one: those are far east, and left out.
NEAR: Final = f"""
(SELECT near.service_id AS id FROM unnest(%(planes)s::float8[], %(counts)s::int[]) AS wanted (plane, most)
 CROSS JOIN LATERAL (SELECT spot.service_id, spot.x FROM directory_spot spot
    ORDER BY point(spot.x, spot.y) <-> point(wanted.plane + %(x)s, %(y)s) LIMIT wanted.most) near
 WHERE abs(near.x - wanted.plane - %(x)s) < {_REACH})
"""  # noqa: S608
SOMEWHERE: Final = branch(
    f"s.is_in_person AND s.department = %(department)s AND {_AGE} AND {ANSWERS}", "s.completeness DESC, s.id", 120
)
WITHOUT_POINT: Final = branch(
    f"s.is_in_person AND s.lat IS NULL AND s.department = %(department)s AND {_AGE} AND {ANSWERS}", "s.id", 60
)
# What is at a distance is never lost by one.
REMOTE: Final = branch(
    f"s.is_remote AND {_AGE} AND s.themes && %(all_themes)s::varchar[]"
    " AND (s.zone = '{}' OR s.zone && %(codes)s::varchar[])",
    "s.updated_on DESC, s.id",
    100,
)
# The mission locale, the CCAS, the département of the place, however far their door is.
TERRITORY: Final = branch(
    "s.structure_kind = ANY (%(territorial)s) AND s.department = %(department)s AND s.is_in_person",
    "s.insee = %(insee)s DESC, s.epci = %(epci)s DESC, s.id",
    40,
)
DOORS_SOMEWHERE: Final = branch(
    "s.structure_kind = ANY (%(doors)s) AND s.department = %(department)s AND s.is_in_person", "s.id", 24
)
