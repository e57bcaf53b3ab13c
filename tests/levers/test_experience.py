"""What decisions teach: old ones less, open ones only as far as steps usually come by their age; a step counts once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import numpy as np
import pytest

from maraude.levers.attribution import Made, Taken, attributed
from maraude.levers.experience import HALF_LIFE_DAYS, Lived, learn, usually_come_by
from maraude.levers.house import HOUSE
from maraude.levers.posterior import Posterior, logistic

NOW = datetime(2026, 11, 27, 18, tzinfo=UTC)
WINDOW = timedelta(days=30)
CONTEXT = {"need": "none", "stage": "wondering", "register": "chat", "hour": "evening"}


def lived(arm: str, *, days_ago: float, after: float | None = None) -> Lived:
    at = NOW - timedelta(days=days_ago)
    return Lived(at=at, context=CONTEXT, arm=arm, rewarded_at=None if after is None else at + timedelta(days=after))


def chance(posterior: Posterior, arm: str) -> float:
    row = HOUSE.rows(CONTEXT)[list(HOUSE.arms).index(arm)]
    return float(logistic(posterior.mean[row].sum()))


def taught(lines: list[Lived]) -> Posterior:
    return learn(HOUSE, lines, at=NOW, window=WINDOW)


def test_it_learns_who_brings_steps() -> None:
    lines = [lived("autonomy", days_ago=60, after=3) for _ in range(30)]
    lines += [lived("curiosity", days_ago=60) for _ in range(30)]
    found = taught(lines)
    assert chance(found, "autonomy") > 0.6
    assert chance(found, "curiosity") < 0.2


def test_what_was_tried_little_is_pulled_towards_the_rest() -> None:
    lines = [lived("autonomy", days_ago=60) for _ in range(100)] + [lived("curiosity", days_ago=60, after=1)]
    assert chance(taught(lines), "curiosity") < 0.5


def test_an_old_decision_counts_less() -> None:
    recent = taught([lived("autonomy", days_ago=40, after=1) for _ in range(10)])
    old = taught([lived("autonomy", days_ago=40 + 4 * HALF_LIFE_DAYS, after=1) for _ in range(10)])
    assert chance(recent, "autonomy") > chance(old, "autonomy") > chance(taught([]), "autonomy")


def test_a_decision_of_this_morning_is_no_failure_yet() -> None:
    before = chance(taught([]), "autonomy")
    assert chance(taught([lived("autonomy", days_ago=0.1) for _ in range(20)]), "autonomy") == pytest.approx(
        before, abs=0.02
    )
    assert chance(taught([lived("autonomy", days_ago=31) for _ in range(20)]), "autonomy") < before - 0.05


def test_a_step_beyond_the_window_or_not_known_yet_is_none() -> None:
    late, tomorrow = lived("autonomy", days_ago=60, after=31), lived("autonomy", days_ago=2, after=3)
    none, still_open = lived("autonomy", days_ago=60), lived("autonomy", days_ago=2)
    assert (taught([late]).mean == taught([none]).mean).all()
    assert (taught([tomorrow]).mean == taught([still_open]).mean).all()


def test_what_is_learned_is_the_same_from_the_same() -> None:
    lines = [lived("autonomy", days_ago=day, after=day % 3) for day in range(31, 80)]
    assert (taught(lines).covariance == taught(lines).covariance).all()


def test_delays_are_counted_where_the_window_is_over() -> None:
    ages = np.array([40.0] * 50 + [5.0])
    delays = np.array([2.0] * 50 + [np.nan])
    assert usually_come_by(ages, delays, window_days=30)[-1] > 0.8
    assert usually_come_by(np.array([15.0]), np.array([np.nan]), window_days=30)[0] == pytest.approx(0.5)


def made(person: UUID, *, day: int) -> Made:
    return Made(id=uuid4(), person=person, at=NOW + timedelta(days=day))


def test_a_step_belongs_to_the_last_decision_before_it_and_counts_once() -> None:
    enzo, lea = uuid4(), uuid4()
    first, second, hers = made(enzo, day=0), made(enzo, day=5), made(lea, day=0)
    steps = [Taken(person=enzo, at=NOW + timedelta(days=6)), Taken(person=enzo, at=NOW + timedelta(days=7))]
    assert attributed([second, hers, first], steps, window=WINDOW) == {second.id: steps[0].at}


def test_a_step_before_or_long_after_belongs_to_none() -> None:
    enzo = uuid4()
    steps = [Taken(person=enzo, at=NOW - timedelta(days=1)), Taken(person=enzo, at=NOW + timedelta(days=31))]
    assert attributed([made(enzo, day=0)], steps, window=WINDOW) == {}
