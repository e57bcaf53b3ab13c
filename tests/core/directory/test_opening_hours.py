from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.directory.opening_hours import easter, is_public_holiday, next_opening, read_hours

MONDAY = date(2026, 11, 23)


def at(text: str, day: int = 0) -> datetime:
    hours, minutes = map(int, text.split(":"))
    return datetime(2026, 11, 23 + day, hours, minutes)  # noqa: DTZ001 - local times


@pytest.mark.parametrize(
    ("hours", "local", "is_open"),
    [
        ("Mo-Fr 09:00-12:00,14:00-17:00", at("11:59"), True),
        ("Mo-Fr 09:00-12:00,14:00-17:00", at("12:00"), False),
        ("Mo-Fr 09:00-12:00,14:00-17:00", at("14:00", 5), False),
        ("Mo 09:00-12:00; Tu 14:00-17:00", at("14:00", 1), True),
        ("Mo,We 09:00-12:00", at("10:00", 2), True),
        ("Mo-Su 09:00-18:00; We off", at("10:00", 2), False),
        ("Fr 20:00-02:00", at("01:30", 5), True),
        ("24/7", at("03:00"), True),
        ("09:00-12:00", at("09:00"), True),
        ("Mo-Fr 9:00-12:00; PH off", at("09:00"), True),
    ],
)
def test_hours_say_whether_a_place_is_open(hours: str, local: datetime, is_open: bool) -> None:
    week = read_hours(hours)
    assert week is not None
    assert week.is_open(local) is is_open


@pytest.mark.parametrize(
    "hours", ["", "sur rendez-vous", "Mo-Fr 9h-12h", "Mo[1] 09:00-12:00", "Dec-Mar Mo 09:00-12:00", "Mo 25:00-26:00"]
)
def test_hours_that_are_not_understood_say_nothing(hours: str) -> None:
    assert read_hours(hours) is None


def test_a_public_holiday_of_which_nothing_is_said_is_unknown() -> None:
    week, holiday = read_hours("Mo-Su 09:00-18:00"), datetime(2026, 12, 25, 10)  # noqa: DTZ001
    assert week is not None
    assert week.is_open(holiday) is None
    closed = read_hours("Mo-Su 09:00-18:00; PH off")
    assert closed is not None
    assert closed.is_open(holiday) is False


@pytest.mark.parametrize(("year", "day"), [(2024, (3, 31)), (2025, (4, 20)), (2026, (4, 5)), (2038, (4, 25))])
def test_easter_falls_where_it_does(year: int, day: tuple[int, int]) -> None:
    assert easter(year) == date(year, *day)
    assert is_public_holiday(date.fromordinal(easter(year).toordinal() + 39))


def test_the_next_opening_skips_closed_days() -> None:
    week = read_hours("Tu 10:00-12:00")
    assert week is not None
    assert next_opening(week, local=at("11:00", 1)) == datetime(2026, 12, 1, 10)  # noqa: DTZ001


@given(st.text(alphabet="MoTuWeFrSa 0123456789:-,;PHoff/", max_size=60))
def test_any_text_is_read_or_not_understood(text: str) -> None:
    with suppress(KeyError):
        week = read_hours(text)
        assert week is None or week.is_open(at("10:00")) in {True, False, None}
