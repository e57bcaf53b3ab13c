"""Estimates are those of Open Bandit Pipeline; intervals hold what they say; too little is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from maraude.levers.evaluation.estimators import (
    are_chances_plausible,
    doubly_robust,
    effective_sample_size,
    ips,
    share_of,
    snips,
)

GOLDEN = json.loads((Path(__file__).parent / "golden" / "obp.json").read_text())


def log(seed: int, count: int, arms: int) -> dict[str, Any]:
    """The log of `golden/obp.py.txt`, drawn again."""
    random = np.random.default_rng(seed)
    logging = random.dirichlet(np.full(arms, 2.0), count) * (1 - 0.03 * arms) + 0.03
    target = random.dirichlet(np.full(arms, 1.0), count)
    chosen = np.array([random.choice(arms, p=row) for row in logging])
    expected = random.uniform(0.05, 0.6, (count, arms))
    rewards = (random.random(count) < share_of(expected, chosen)).astype(float)
    guess = np.clip(expected + random.normal(0, 0.1, (count, arms)), 0.01, 0.99)
    weights = share_of(target, chosen) / share_of(logging, chosen)
    return {"rewards": rewards, "weights": weights, "guess": guess, "target": target, "chosen": chosen}


@pytest.mark.parametrize("case", GOLDEN["cases"], ids=lambda case: f"seed {case['seed']}")
def test_the_estimates_are_those_of_open_bandit_pipeline(case: dict[str, Any]) -> None:
    one = log(case["seed"], case["decisions"], case["arms"])
    rewards, weights = one["rewards"], one["weights"]
    robust = doubly_robust(
        rewards,
        weights,
        expected=share_of(one["guess"], one["chosen"]),
        of_policy=(one["target"] * one["guess"]).sum(axis=1),
    )
    assert ips(rewards, weights).value == pytest.approx(case["ips"], abs=1e-12)
    assert snips(rewards, weights).value == pytest.approx(case["snips"], abs=1e-12)
    assert robust.value == pytest.approx(case["dr"], abs=1e-12)


def test_equal_weights_are_worth_what_they_are() -> None:
    assert effective_sample_size(np.ones(300)) == pytest.approx(300)
    assert effective_sample_size(np.array([1.0] + [0.0] * 299)) == pytest.approx(1)
    assert effective_sample_size(np.zeros(3)) == 0


def test_the_interval_of_a_mean_is_the_usual_one() -> None:
    rewards = np.array([0.0, 1.0] * 200)
    found = ips(rewards, np.ones(400))
    assert found.value == 0.5
    assert found.high - found.low == pytest.approx(2 * 1.959964 * rewards.std(ddof=1) / 20)


def test_wrong_propensities_are_seen() -> None:
    weights = log(1, 1_000, 4)["weights"]
    assert are_chances_plausible(weights)
    assert not are_chances_plausible(weights * 1.5)


def test_a_model_that_is_wrong_does_not_bias_the_doubly_robust_estimate() -> None:
    values = []
    for seed in range(60):
        one = log(seed, 400, 3)
        none = np.zeros(400)
        values.append(doubly_robust(one["rewards"], one["weights"], expected=none, of_policy=none).value)
    assert np.mean(values) == pytest.approx(0.325, abs=0.02)  # rewards are uniform between .05 and .6 for every arm
