"""The statement of `offers_for`: each branch stands on one index and is bounded.

Parameters only: nothing of a request is ever put in the text of a statement.
"""

from __future__ import annotations

from typing import Final

FLAT: Final = 0.7  # of a degree of longitude: see the index service_by_place
_REACH: Final = 1.3  # degrees, a little over what the furthest traveller accepts

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
_COLUMNS = ", ".join("structure.name" if name == "structure_name" else f"s.{name}" for name in NAMES)
SELECT: Final = f"""
SELECT {_COLUMNS}, s.flags FROM ({{union}}) AS wanted
JOIN directory_service s ON s.id = wanted.id JOIN directory_structure structure ON structure.id = s.structure_id
"""  # noqa: S608 - names of columns

_AGE = "coalesce(s.age_min, 0) <= %(old)s AND coalesce(s.age_max, 120) >= %(young)s"
ANSWERS: Final = "(s.themes && %(themes_{n})s::varchar[] OR s.structure_kind = ANY (%(kinds_{n})s))"
_POINT = f"point(s.lon * {FLAT}, s.lat)"
_HERE = "point(%(x)s, %(y)s)"
BY_DISTANCE: Final = f"{_POINT} <-> {_HERE}"
HAS_WORDS: Final = "to_tsvector('simple', s.words) @@ to_tsquery('simple', %(words)s)"
IN_REACH: Final = f"""s.is_in_person AND s.lat IS NOT NULL
    AND {_POINT} <@ box(point(%(x)s - {_REACH}, %(y)s - {_REACH}), point(%(x)s + {_REACH}, %(y)s + {_REACH}))"""


def branch(condition: str, order: str, limit: int) -> str:
    """Return the ids that meet a condition of ours, the first ones in an order of ours."""
    return f"(SELECT s.id FROM directory_service s WHERE {condition} ORDER BY {order} LIMIT {limit})"  # noqa: S608


# Nearest first: dense towns stop at once, empty country goes on to the edge of the box.
NEAR: Final = branch(f"{IN_REACH} AND {_AGE} AND {ANSWERS}", BY_DISTANCE, 60)
SOMEWHERE: Final = branch(
    f"s.is_in_person AND s.department = %(department)s AND {_AGE} AND {ANSWERS}", "s.completeness DESC, s.id", 60
)
WITHOUT_POINT: Final = branch(
    f"s.is_in_person AND s.lat IS NULL AND s.department = %(department)s AND {_AGE} AND {ANSWERS}", "s.id", 40
)
# What is at a distance is never lost by one.
REMOTE: Final = branch(
    f"s.is_remote AND {_AGE} AND s.themes && %(themes_{{n}})s::varchar[]"
    " AND (s.zone = '{{}}' OR s.zone && %(codes)s::varchar[])",
    "s.updated_on DESC, s.id",
    60,
)
# The mission locale, the CCAS, the département of the place, however far their door is.
TERRITORY: Final = branch(
    "s.structure_kind = ANY (%(territorial)s) AND s.department = %(department)s AND s.is_in_person",
    "s.insee = %(insee)s DESC, s.epci = %(epci)s DESC, s.id",
    80,
)
DOORS_NEAR: Final = branch(f"s.structure_kind = ANY (%(doors)s) AND {IN_REACH}", BY_DISTANCE, 24)
DOORS_SOMEWHERE: Final = branch(
    "s.structure_kind = ANY (%(doors)s) AND s.department = %(department)s AND s.is_in_person", "s.id", 24
)
