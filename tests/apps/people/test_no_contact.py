"""Young people never meet each other through us (P-18): no table joins two, no page leads to another."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable

import pytest
from django.db import connection

_TO_PEOPLE = """
SELECT conrelid::regclass::text, count(*) FROM pg_constraint
WHERE contype = 'f' AND confrelid = 'people_person'::regclass GROUP BY conrelid ORDER BY 1
"""
_UUIDS = (
    "SELECT table_name, column_name FROM information_schema.columns WHERE table_schema = 'public' AND udt_name = 'uuid'"
)
_PEOPLE = re.compile(r"(?:^|_)(?:person|people|friend|peer|sender|recipient|other)(?:_|$)")


def joining_two(columns: Iterable[tuple[str, str]]) -> list[str]:
    """Return the tables with more than one column that could name a young person."""
    counted = Counter(table for table, column in columns if _PEOPLE.search(column))
    return sorted(table for table, count in counted.items() if count > 1)


@pytest.mark.django_db
def test_no_row_holds_two_young_people() -> None:
    with connection.cursor() as cursor:
        cursor.execute(_TO_PEOPLE)
        tables = dict(cursor.fetchall())
        cursor.execute(_UUIDS)
        columns = cursor.fetchall()
    assert joining_two(columns) == []
    assert ("inbox_message", "person_id") in columns
    assert {name for name, count in tables.items() if count > 1} == set()
    assert {"inbox_conversation", "inbox_message"} <= set(tables)  # each talk is one person's


def test_a_table_that_joins_two_is_seen() -> None:
    columns = [("friendship", "person_id"), ("friendship", "friend_id"), ("message", "person_id"), ("message", "id")]
    assert joining_two(columns) == ["friendship"]


@pytest.mark.django_db
def test_no_address_of_a_young_persons_page_names_somebody() -> None:
    from maraude.web.me.urls import urlpatterns as me  # noqa: PLC0415 - once Django is there
    from maraude.web.public.urls import urlpatterns as public  # noqa: PLC0415 - once Django is there
    from tests.web.test_access import named  # noqa: PLC0415 - once Django is there

    takes = {name: set(parts) for name, parts in named([*me, *public])}
    assert {
        name for name, parts in takes.items() if any("person" in part or "profile" in part for part in parts)
    } == set()
    assert {name for name in takes if "friend" in name or "player" in name or "online" in name} == set()
