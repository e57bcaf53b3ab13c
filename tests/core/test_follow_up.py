"""Hours at which somebody is written to, the one question, and whether it lasted."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.follow_up import QUIET_FROM, QUIET_UNTIL, asking_hour, check_due, reminder_hour, waking_hour
from maraude.core.one_question import Question, Standing, one_question
from maraude.core.partner_state import partner_state
from maraude.core.referral import BEFORE_RELEASE, State
from maraude.core.sustained import is_still_there

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime(2026, 12, 3, 12, tzinfo=PARIS)
INSTANTS = st.datetimes(datetime(2026, 1, 1), datetime(2027, 12, 31), timezones=st.just(UTC))  # noqa: DTZ001
ZONES = st.sampled_from(["Europe/Paris", "Indian/Reunion", "America/Cayenne", "Pacific/Noumea"])


@given(INSTANTS, ZONES)
def test_nobody_is_written_to_at_night(at: datetime, name: str) -> None:
    zone = ZoneInfo(name)
    hour = waking_hour(at, zone=zone)
    assert hour >= at
    assert QUIET_UNTIL <= hour.astimezone(zone).time() < QUIET_FROM
    assert hour - at <= timedelta(hours=13)


@given(INSTANTS, st.integers(0, 60 * 24 * 20), ZONES)
def test_a_reminder_comes_before_the_appointment_and_never_at_night(at: datetime, minutes: int, name: str) -> None:
    zone, appointment = ZoneInfo(name), at + timedelta(minutes=minutes)
    hour = reminder_hour(appointment, at=at, zone=zone)
    if hour is not None:
        assert at < hour < appointment
        assert QUIET_UNTIL <= hour.astimezone(zone).time() < QUIET_FROM


@pytest.mark.parametrize(
    ("agreed", "expected"),
    [
        (NOON - timedelta(days=4), datetime(2026, 12, 2, 18, tzinfo=PARIS)),
        (NOON - timedelta(hours=15), NOON - timedelta(hours=2)),
        (NOON - timedelta(hours=1), None),
    ],
)
def test_the_eve_else_two_hours_before_else_nothing(agreed: datetime, expected: datetime | None) -> None:
    assert reminder_hour(NOON, at=agreed, zone=PARIS) == expected


def test_an_evening_appointment_is_asked_about_in_the_morning() -> None:
    evening = datetime(2026, 12, 3, 19, tzinfo=PARIS)
    assert asking_hour(evening, zone=PARIS) == datetime(2026, 12, 4, 9, tzinfo=PARIS)


@pytest.mark.parametrize(
    ("days", "answered", "due"), [(30, False, None), (91, False, 3), (91, True, None), (190, False, 6)]
)
def test_a_check_is_due_once_its_months_have_passed(days: int, answered: bool, due: int | None) -> None:
    assert check_due(NOON, at=NOON + timedelta(days=days), still_3m=answered, still_6m=False) == due


@pytest.mark.parametrize(
    ("standing", "question"),
    [
        (Standing(state=State.SLOT_OFFERED, offered=(NOON + timedelta(days=1),)), Question.WHICH_TIME),
        (Standing(state=State.SLOT_OFFERED, offered=(NOON - timedelta(days=1),)), Question.WENT),
        (Standing(state=State.SLOT_OFFERED, appointment_at=NOON + timedelta(days=1), is_agreed=True), Question.COMING),
        (Standing(state=State.SLOT_OFFERED, appointment_at=NOON - timedelta(days=1), is_agreed=True), Question.WENT),
        (Standing(state=State.TAKEN, said="not_yet"), Question.WENT),
        (Standing(state=State.MISSED), Question.ANOTHER),
        (Standing(state=State.MISSED, wants_another=True), Question.NOTHING),
        (Standing(state=State.RECEIVED, said="came"), Question.NOTHING),
        (Standing(state=State.ENTERED, entered_at=NOON - timedelta(days=92)), Question.STILL_3M),
        (Standing(state=State.ENTERED, entered_at=NOON - timedelta(days=5)), Question.NOTHING),
        (Standing(state=State.WITHDRAWN, appointment_at=NOON - timedelta(days=1)), Question.NOTHING),
    ],
)
def test_one_question_at_a_time(standing: Standing, question: Question) -> None:
    assert one_question(standing, at=NOON) is question


@pytest.mark.parametrize(
    ("said", "together"),
    [
        ({}, None),
        ({"person": "no"}, False),
        ({"person": "yes", "structure": "no"}, None),
        ({"person": "yes", "structure": "no", "worker": "yes"}, True),
    ],
)
def test_a_worker_settles_whether_it_lasted(said: dict[str, str], together: bool | None) -> None:
    assert is_still_there(said) is together


def test_what_never_reached_a_structure_has_no_state_there() -> None:
    assert {partner_state(state) for state in BEFORE_RELEASE | {State.WITHDRAWN, State.CANCELLED}} == {None}
    assert all(
        partner_state(state) for state in State if state not in BEFORE_RELEASE | {State.WITHDRAWN, State.CANCELLED}
    )
