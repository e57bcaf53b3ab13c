"""Chances: at least the floor, together one, the same for the same seed, and drawn as they are logged."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.lever_policy import ARMS, FLOOR
from maraude.levers.house import HOUSE
from maraude.levers.policy import FloorTooHigh, NoArm, Policy, Thompson, Uniform, decide, draw_worlds
from maraude.levers.posterior import Posterior, fit, prior

CONTEXT = {"need": "employment", "stage": "wondering", "register": "chat", "hour": "evening"}
NAMES = [arm.value for arm in ARMS]


def learned(*, seed: int = 1, best: str = "curiosity") -> Posterior:
    """Curiosity brings a step seven times out of ten, the others one."""
    random = np.random.default_rng(seed)
    arms = random.integers(len(NAMES), size=600)
    rows = HOUSE.rows(CONTEXT)[arms]
    chance = np.where(arms == NAMES.index(best), 0.7, 0.1)
    return fit(HOUSE, rows, (random.random(600) < chance).astype(float), np.ones(600))


def thompson(posterior: Posterior, *, seed: int = 1) -> Thompson:
    return Thompson(HOUSE, draw_worlds(posterior, seed=seed))


@given(
    st.sets(st.sampled_from(NAMES), min_size=1),
    st.sampled_from([0.0, 0.02, 0.04]),
    st.integers(0, 50),
    st.booleans(),
)
def test_chances_keep_the_floor_and_make_one(arms: set[str], floor: float, seed: int, learns: bool) -> None:
    policy: Policy = thompson(prior(HOUSE), seed=seed) if learns else Uniform()
    chances = policy.chances(CONTEXT, sorted(arms), floor=floor)
    assert chances.min() >= floor - 1e-12
    assert chances.sum() == pytest.approx(1)


def test_what_helps_more_comes_first_more_often() -> None:
    chances = thompson(learned()).chances(CONTEXT, NAMES, floor=FLOOR)
    assert chances[NAMES.index("curiosity")] > 0.8
    assert chances.min() == pytest.approx(FLOOR)


def test_without_decisions_nobody_is_preferred() -> None:
    chances = thompson(prior(HOUSE)).chances(CONTEXT, NAMES, floor=0.0)
    assert chances == pytest.approx(np.full(len(NAMES), 1 / len(NAMES)), abs=0.09)


def test_a_lever_that_does_not_fit_has_no_chance() -> None:
    policy, arms = thompson(learned()), NAMES[:3]
    made = [decide(policy, context=CONTEXT, arms=arms, floor=FLOOR, draw=draw / 50) for draw in range(50)]
    assert {one.arm for one in made} <= set(arms)


def test_levers_are_drawn_as_often_as_their_logged_chance_says() -> None:
    policy, random = thompson(learned(best="autonomy")), np.random.default_rng(3)
    made = [decide(policy, context=CONTEXT, arms=NAMES, floor=FLOOR, draw=draw) for draw in random.random(4_000)]
    for arm in NAMES:
        chance = policy.chances(CONTEXT, NAMES, floor=FLOOR)[NAMES.index(arm)]
        drawn = np.mean([one.arm == arm for one in made])
        assert drawn == pytest.approx(chance, abs=0.025)
        assert {one.propensity for one in made if one.arm == arm} <= {float(chance)}


def test_the_inverse_of_logged_chances_averages_to_the_number_of_levers() -> None:
    policy, random = thompson(learned()), np.random.default_rng(4)
    made = [decide(policy, context=CONTEXT, arms=NAMES, floor=0.04, draw=draw) for draw in random.random(20_000)]
    assert np.mean([1 / one.propensity for one in made]) == pytest.approx(len(NAMES), rel=0.04)


@pytest.mark.parametrize("draw", [0.0, 0.999999999999])
def test_the_ends_of_the_draw_choose_somebody(draw: float) -> None:
    assert decide(Uniform(), context=CONTEXT, arms=NAMES, floor=FLOOR, draw=draw).arm in NAMES


def test_no_lever_or_too_high_a_floor_is_refused() -> None:
    with pytest.raises(NoArm):
        Uniform().chances(CONTEXT, [], floor=FLOOR)
    with pytest.raises(FloorTooHigh):
        thompson(prior(HOUSE)).chances(CONTEXT, NAMES, floor=0.2)


def test_the_same_seed_gives_the_same_chances_in_another_process() -> None:
    here = thompson(learned(), seed=9).chances(CONTEXT, NAMES, floor=FLOOR).tolist()
    code = (
        "import json; from tests.levers.test_policy import *; "
        "print(json.dumps(thompson(learned(), seed=9).chances(CONTEXT, NAMES, floor=FLOOR).tolist()))"
    )
    there = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert json.loads(there.stdout) == here
    assert thompson(prior(HOUSE), seed=9).chances(CONTEXT, NAMES, floor=0).tolist() != here


def test_the_policy_runs_without_django() -> None:
    code = (
        "import sys; import maraude.levers.evaluation.report, maraude.levers.experience; print('django' in sys.modules)"
    )
    there = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert there.stdout.strip() == "False"


def test_a_value_that_is_not_known_has_no_effect_of_its_own() -> None:
    strange: dict[str, Any] = {**CONTEXT, "need": "a need of next year"}
    rows = HOUSE.rows(strange)
    assert (rows == HOUSE.spare).sum() == 2 * len(NAMES)
    assert thompson(learned()).chances(strange, NAMES, floor=0.0).sum() == pytest.approx(1)
