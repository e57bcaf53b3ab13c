"""When a program may learn which lever leads, and every reason for which it may not."""

from __future__ import annotations

from dataclasses import fields, replace
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.age import AgeBand
from maraude.core.lever import Lever, Moment
from maraude.core.lever_policy import (
    ACCESS_NEEDS,
    ARMS,
    CAP_DECISIONS,
    NEEDS,
    SAFETY_NEEDS,
    STOP_AFTER,
    Aside,
    Circumstance,
    Closed,
    Ruling,
    Standing,
    aside,
    floor_of,
    harms,
    is_learning,
    is_switched_off,
)
from maraude.core.need import Need

FINE = Standing(
    age_band="18_21",
    has_open_alert=False,
    may_channel_learn=True,
    is_without_ai=False,
    is_stopped=False,
    is_switched_off=False,
    recent_decisions=0,
)


def why(moment: Moment | None = Moment.WONDERING, needs: frozenset[str] = frozenset(), **changed: Any) -> Aside | None:
    return aside(replace(FINE, **changed), moment=moment, needs=needs)


def test_it_decides_where_nothing_forbids_it() -> None:
    assert why(needs=frozenset({"employment"})) is None


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"has_open_alert": True}, Aside.ALERT),
        ({"is_switched_off": True}, Aside.SWITCHED_OFF),
        ({"may_channel_learn": False}, Aside.CHANNEL),
        ({"age_band": "under_15"}, Aside.AGE),
        ({"age_band": "unsaid"}, Aside.AGE),
        ({"age_band": ""}, Aside.AGE),
        ({"age_band": "a band of next year"}, Aside.AGE),
        ({"is_without_ai": True}, Aside.CHOICE),
        ({"is_stopped": True}, Aside.CHOICE),
        ({"recent_decisions": CAP_DECISIONS}, Aside.CAPPED),
        ({"moment": None}, Aside.NO_MOMENT),
    ],
)
def test_each_exclusion_keeps_it_away(changed: dict[str, Any], reason: Aside) -> None:
    assert why(**changed) is reason


@pytest.mark.parametrize("need", list(Need))
def test_safety_and_access_are_never_varied(need: Need) -> None:
    expected = Aside.SAFETY if need in SAFETY_NEEDS else Aside.ACCESS if need in ACCESS_NEEDS else None
    assert why(needs=frozenset({need.value, "training"})) is expected
    assert (need.value in NEEDS) == (expected is None)


def test_violence_housing_and_health_are_among_what_is_never_varied() -> None:
    assert {Need.VIOLENCE, Need.MENTAL_HEALTH, Need.HEALTH} <= SAFETY_NEEDS
    assert {Need.HOUSING, Need.FOOD_EQUIPMENT, Need.ADMIN_RIGHTS} <= ACCESS_NEEDS


def test_an_open_alert_comes_before_every_other_reason() -> None:
    assert why(None, has_open_alert=True, age_band="unsaid", is_switched_off=True) is Aside.ALERT


def test_what_the_policy_sees_says_nothing_of_a_person() -> None:
    assert {field.name for field in fields(Circumstance)} == {"need", "stage", "register", "hour"}


def test_listening_is_no_arm() -> None:
    assert set(ARMS) == set(Lever) - {Lever.LISTENING}


@pytest.mark.parametrize("band", [band for band in AgeBand if band not in {AgeBand.UNDER_15, AgeBand.UNSAID}])
def test_every_band_has_a_floor_that_all_levers_can_keep(band: AgeBand) -> None:
    assert 0.02 <= floor_of(band) <= 1 / len(ARMS)
    assert floor_of(AgeBand.FROM_15_TO_17) > floor_of(AgeBand.FROM_18_TO_21)


def test_learning_begins_by_a_word_and_ends_by_another() -> None:
    assert not is_learning([])
    assert is_learning([Ruling.ALLOWED, Ruling.SWITCHED_OFF, Ruling.SWITCHED_ON])
    assert not is_learning([Ruling.ALLOWED, Ruling.WITHDRAWN])
    assert not is_learning([Ruling.ALLOWED, Ruling.STOPPED, Ruling.SWITCHED_ON])
    assert is_learning([Ruling.ALLOWED, Ruling.STOPPED, Ruling.ALLOWED])


def test_a_switch_says_nothing_of_learning() -> None:
    assert not is_learning([Ruling.SWITCHED_ON])
    assert is_switched_off([Ruling.ALLOWED, Ruling.SWITCHED_OFF])
    assert not is_switched_off([Ruling.SWITCHED_OFF, Ruling.SWITCHED_ON])


def band(count: int, *, preferred: float, others: float, seed: int) -> list[Closed]:
    """One lever of six is preferred (chance .9) and brings a step so often; the others bring one so often."""
    random, made = Random(seed), []
    for _ in range(count):
        is_preferred = random.random() < 0.9
        reward = float(random.random() < (preferred if is_preferred else others))
        made.append(Closed(propensity=0.9 if is_preferred else 0.02, arms=6, reward=reward))
    return made


def test_a_band_that_does_worse_stops_learning() -> None:
    assert harms(band(600, preferred=0.05, others=0.6, seed=1))


def test_too_few_decisions_stop_nothing() -> None:
    assert not harms(band(STOP_AFTER - 1, preferred=0.0, others=1.0, seed=1))


def test_looking_every_day_seldom_stops_what_does_no_harm() -> None:
    stopped = 0
    for seed in range(40):
        made = band(600, preferred=0.3, others=0.3, seed=seed)
        stopped += any(harms(made[:seen]) for seen in range(STOP_AFTER, 601, 25))
    assert stopped <= 2  # 5 % of 40


@given(st.lists(st.sampled_from(list(Ruling)), max_size=12))
def test_the_last_word_counts_whatever_came_before(said: list[Ruling]) -> None:
    assert not is_learning([*said, Ruling.WITHDRAWN])
    assert is_learning([*said, Ruling.ALLOWED])
    assert is_switched_off([*said, Ruling.SWITCHED_OFF])
