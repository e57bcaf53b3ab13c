"""Duty hours, STOP, pseudonyms."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.duty import within_hours
from maraude.core.errors import WrongSetting
from maraude.core.pseudonym import pseudonym
from maraude.core.stop import is_stop

MONDAY = datetime(2026, 1, 12, tzinfo=UTC)


def at(days: int, hours: int, minutes: int = 0) -> datetime:
    return MONDAY + timedelta(days=days, hours=hours, minutes=minutes)


@pytest.mark.parametrize(
    ("hours", "local", "open_"),
    [
        ("24/7", at(6, 3), True),
        ("Mo-Fr 18:00-23:00", at(0, 18), True),
        ("Mo-Fr 18:00-23:00", at(0, 23), False),
        ("Mo-Fr 18:00-23:00", at(5, 20), False),
        ("Mo-Fr 18:00-02:00", at(5, 1, 30), True),  # Friday's night
        ("Mo-Fr 18:00-02:00", at(0, 1, 30), False),  # Sunday's night is nobody's
        ("Fr-Mo 10:00-12:00", at(6, 11), True),
        ("Sa 20:00-24:00", at(5, 23, 59), True),
        ("08:00-09:00; 20:00-21:00", at(3, 20, 30), True),
    ],
)
def test_duty_hours_are_read_as_openstreetmap_writes_them(hours: str, local: datetime, open_: bool) -> None:
    assert within_hours(hours, local=local) is open_


@pytest.mark.parametrize("hours", ["always", "Mo-Fr 18h-23h", "Xx 10:00-12:00", "25:00-26:00", "10:70-11:00"])
def test_duty_hours_that_cannot_be_read_are_refused(hours: str) -> None:
    with pytest.raises(WrongSetting):
        within_hours(hours, local=MONDAY)


@given(st.text(max_size=40))
def test_any_duty_hours_are_read_or_refused(hours: str) -> None:
    with suppress(WrongSetting):
        assert within_hours(hours, local=MONDAY) in {True, False}


@pytest.mark.parametrize("text", ["STOP", " stop ! ", "Arrêt", "arrêtez.", "Unsubscribe", "s.t.o.p"])
def test_a_word_that_asks_to_stop_is_heard(text: str) -> None:
    assert is_stop(text)


@pytest.mark.parametrize("text", ["", "stop j'en peux plus", "je veux que ça s'arrête", "ok", "stop" * 10])
def test_words_about_stopping_are_not_a_stop(text: str) -> None:
    assert not is_stop(text)


@given(st.integers(0, 5000), st.integers(0, 5000))
def test_two_numbers_never_share_a_name(first: int, second: int) -> None:
    assert (pseudonym(first) == pseudonym(second)) == (first == second)
