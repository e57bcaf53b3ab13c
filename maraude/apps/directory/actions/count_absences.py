"""What a publisher no longer lists: gone only after several editions without it, never after one."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any, Final

from django.db import connection, models
from psycopg.sql import SQL, Identifier

EDITIONS: Final = 3  # imports, on as many days, in which a row must be missing
_PARTIAL: Final = 0.2  # of a source's rows: a file that lacks more is a part of it, and says nothing of the rest

_BACK = """
UPDATE {table} SET absences = 0, absent_on = NULL, gone_on = NULL WHERE absences > 0 AND id = ANY (%(seen)s)
"""
_MISSING = (
    "SELECT count(*), count(*) FILTER (WHERE NOT id = ANY (%(seen)s)) FROM {table} WHERE source = %(source)s {own}"
)
_COUNT = """
UPDATE {table} SET absences = absences + 1, absent_on = %(day)s,
    gone_on = CASE WHEN absences + 1 >= %(editions)s THEN %(day)s::date END
WHERE source = %(source)s AND gone_on IS NULL AND (absent_on IS NULL OR absent_on < %(day)s)
    AND NOT id = ANY (%(seen)s) {own}
"""


def count_absences(*, model: type[models.Model], sources: Collection[str], seen: Collection[str], day: date) -> int:
    """Note the rows of these sources that an import did not list, once a day; return how many are missing.

    A row that is listed again is back at once. One import of the same file, or a part of it, counts nothing twice.
    """
    own = "AND NOT is_implied" if any(field.name == "is_implied" for field in model._meta.fields) else ""
    missing = 0
    with connection.cursor() as cursor:
        parameters: dict[str, Any] = {"seen": list(seen), "day": day, "editions": EDITIONS}
        cursor.execute(_said(_BACK, model, own), parameters)
        for source in sources:
            cursor.execute(_said(_MISSING, model, own), parameters | {"source": source})
            total, absent = cursor.fetchone()
            if absent and absent <= total * _PARTIAL:
                missing += absent
                cursor.execute(_said(_COUNT, model, own), parameters | {"source": source})
    return missing


def _said(statement: str, model: type[models.Model], own: str) -> str:
    return SQL(statement).format(table=Identifier(model._meta.db_table), own=SQL(own)).as_string()
