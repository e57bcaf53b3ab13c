from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.age import AgeBand, age_band
from maraude.core.path import AUTOMATIC, POINTS, SIDES, SILENCE, Bond, Said, Step, bonded_at, current_exit, furthest

PARIS = ZoneInfo("Europe/Paris")
BEGINS = datetime(2026, 1, 12, 17, 0, tzinfo=UTC)

steps = st.sampled_from(list(Step))
moments = st.integers(0, 40 * 24 * 60).map(lambda minutes: BEGINS + timedelta(minutes=minutes))
messages = st.lists(st.builds(Said, at=moments, by_young_person=st.booleans()), max_size=30)


def said(*lines: tuple[int, float, bool]) -> list[Said]:
    """Return messages said at (day, hours after 18:00, by the young person?)."""
    return [Said(at=BEGINS + timedelta(days=day, hours=hours), by_young_person=them) for day, hours, them in lines]


def test_points_and_exits_are_all_the_steps() -> None:
    assert {*POINTS, *SIDES} == set(Step)
    assert POINTS[0] == Step.MET
    assert POINTS[-1] == Step.SUSTAINED_6M


def test_nothing_is_automatic_beyond_bonded() -> None:
    beyond = POINTS[POINTS.index(Step.BONDED) + 1 :]
    assert AUTOMATIC.isdisjoint(beyond)
    assert AUTOMATIC & set(SIDES) == {Step.STOPPED}


@given(st.sets(steps), st.sets(steps))
def test_the_furthest_point_never_goes_back(before: set[Step], more: set[Step]) -> None:
    now, then = furthest(before | more), furthest(before)
    assert now not in SIDES
    assert then is None or (now is not None and POINTS.index(now) >= POINTS.index(then))


def test_three_answered_exchanges_over_three_days_make_a_bond() -> None:
    talk = said((0, 0, True), (0, 1, False), (1, 0, True), (1, 1, False), (2, 0, False), (2, 2, True))
    assert bonded_at(talk, bond=Bond(), zone=PARIS) == BEGINS + timedelta(days=2, hours=2)


@pytest.mark.parametrize(
    "talk",
    [
        said((0, 0, True), (0, 1, False), (1, 0, True), (1, 1, False)),
        said((0, 0, True), (0, 1, False), (0, 8, True), (0, 9, False), (1, 0, True), (1, 1, False)),
        said((0, 0, True), (1, 0, True), (2, 0, True), (3, 0, True)),
        said((0, 0, False), (0, 1, True), (1, 0, False), (1, 1, True), (2, 0, False), (2, 1, True)),
        said(*((0, minute / 60, minute % 2 == 0) for minute in range(40))),
    ],
    ids=["two exchanges", "two days", "nobody answered", "never begun by them", "one long evening"],
)
def test_less_than_that_is_no_bond_yet(talk: list[Said]) -> None:
    assert bonded_at(talk, bond=Bond(), zone=PARIS) is None


def test_a_talk_past_midnight_is_one_exchange_of_the_day_it_began() -> None:
    talk = said((0, 5, True), (0, 7, False), (1, 5, True), (1, 7, False))
    assert bonded_at(talk, bond=Bond(exchanges=2, days=3), zone=PARIS) is None
    assert bonded_at(talk, bond=Bond(exchanges=2, days=2), zone=PARIS) == BEGINS + timedelta(days=1, hours=7)


@given(messages, st.randoms())
def test_the_bond_does_not_depend_on_the_order_of_arrival(talk: list[Said], random: object) -> None:
    shuffled = sorted(talk, key=lambda _: random.random())  # type: ignore[attr-defined]
    tied = {one.at for one in talk if sum(other.at == one.at for other in talk) > 1}
    if not tied:
        assert bonded_at(talk, bond=Bond(), zone=PARIS) == bonded_at(shuffled, bond=Bond(), zone=PARIS)


@given(messages, st.builds(Bond, exchanges=st.integers(1, 5), days=st.integers(1, 5)))
def test_a_bond_is_dated_by_a_message_and_stays_when_more_is_said(talk: list[Said], bond: Bond) -> None:
    at = bonded_at(talk, bond=bond, zone=PARIS)
    later = [*talk, Said(at=BEGINS + timedelta(days=60), by_young_person=True)]
    assert at is None or at in {one.at for one in talk}
    assert at is None or bonded_at(later, bond=bond, zone=PARIS) == at


@given(messages)
def test_asking_for_more_never_makes_a_bond_earlier(talk: list[Said]) -> None:
    easy = bonded_at(talk, bond=Bond(exchanges=2, days=2), zone=PARIS)
    hard = bonded_at(talk, bond=Bond(exchanges=4, days=3), zone=PARIS)
    assert hard is None or (easy is not None and easy <= hard)


def test_who_writes_again_has_not_left() -> None:
    steps_so_far = {Step.MET: BEGINS, Step.LOST_TOUCH: BEGINS + SILENCE}
    assert current_exit(steps_so_far, last_heard_at=BEGINS) == Step.LOST_TOUCH
    assert current_exit(steps_so_far, last_heard_at=BEGINS + 2 * SILENCE) is None
    assert current_exit({Step.MET: BEGINS}, last_heard_at=None) is None


@pytest.mark.parametrize(
    ("age", "band"), [(14, "under_15"), (15, "15_17"), (21, "18_21"), (22, "22_25"), (29, "26_29"), (30, "30_plus")]
)
def test_an_age_falls_in_its_band(age: int, band: str) -> None:
    assert age_band(age) == AgeBand(band)
