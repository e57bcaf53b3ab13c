"""The worlds of the bench: the same for the same seed, and learning misses fewer steps there than equal chances."""

from __future__ import annotations

import numpy as np
import pytest

from maraude.bench.levers.coverage import coverage
from maraude.bench.levers.play import heard, play, regret
from maraude.bench.levers.worlds import KINDS, LOST, world


@pytest.mark.parametrize("kind", KINDS)
def test_a_world_is_the_same_for_the_same_seed(kind: str) -> None:
    one, again, other = (world(kind, seed=seed, decisions=200) for seed in (5, 5, 6))
    assert (one.chances == again.chances).all()
    assert (play(one, seed=1).arms == play(again, seed=1).arms).all()
    assert not (one.chances == other.chances).all()


def test_each_kind_is_what_it_says() -> None:
    still, drifting, late, lost = (world(kind, seed=1) for kind in KINDS)
    assert still.delays.max() == 0
    assert (still.chances[0] == drifting.chances[0]).all()
    assert np.abs(still.chances[-1] - drifting.chances[-1]).max() > 0.05
    assert 0 < late.delays.mean() < late.delays.max() <= 30
    assert np.isnan(lost.delays).mean() == pytest.approx(LOST, abs=0.03)


def test_nothing_is_known_before_it_is_heard() -> None:
    late = world("delayed", seed=2, decisions=300)
    arms = np.zeros(300, dtype=np.int64)
    known = np.arange(300)
    early, all_of_it = (np.isfinite(heard(late, arms, known, day=day)).sum() for day in (5, 90))
    assert early < all_of_it == late.steps[:, 0].sum()


@pytest.mark.parametrize("kind", KINDS)
def test_learning_misses_fewer_steps_than_equal_chances(kind: str) -> None:
    one = world(kind, seed=1_003)
    learned, uniform = play(one, seed=1), play(one, seed=1, learns=False)
    assert regret(one, learned.arms) < 0.7 * regret(one, uniform.arms)
    assert learned.propensities.min() >= 0.02


def test_intervals_hold_the_truth_about_as_often_as_they_say() -> None:
    assert coverage(logs=30)["concluded"]["coverage"] > 0.88  # the bench measures it: six hundred logs
