"""Our policy in a world, day after day, knowing each day only what was heard by then."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from maraude.bench.levers.worlds import WINDOW_DAYS, World
from maraude.core.lever_policy import FLOOR
from maraude.levers.experience import fit_lived
from maraude.levers.house import HOUSE
from maraude.levers.policy import Policy, Thompson, Uniform, decide, draw_worlds
from maraude.levers.posterior import Floats, Posterior, prior

_ARMS = list(HOUSE.arms)


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """Which lever led each time, and the chance it had."""

    arms: np.ndarray[tuple[int], np.dtype[np.int64]]
    propensities: Floats


def play(world: World, *, seed: int, learns: bool = True) -> Played:
    """Play a world: learned anew each morning, or never."""
    rows = np.stack([HOUSE.rows(one) for one in world.contexts])
    arms = np.zeros(len(world.days), dtype=np.int64)
    propensities = np.zeros(len(world.days))
    policy: Policy = Uniform()
    believed: Posterior | None = prior(HOUSE) if learns else None
    for day in range(int(world.days[-1]) + 1):
        today = np.flatnonzero(world.days.astype(int) == day)
        if believed is not None:
            known = np.arange(today[0])
            believed = fit_lived(
                HOUSE,
                rows[known, arms[known]],
                day - world.days[known],
                heard(world, arms, known, day=day),
                window_days=WINDOW_DAYS,
                start=believed,
            )
            policy = Thompson(HOUSE, draw_worlds(believed, seed=seed * 1_000 + day))
        for one in today:
            made = decide(policy, context=world.contexts[one], arms=_ARMS, floor=FLOOR, draw=world.draws[one])
            arms[one], propensities[one] = _ARMS.index(made.arm), made.propensity
    return Played(arms=arms, propensities=propensities)


def heard(world: World, arms: np.ndarray[tuple[int], np.dtype[np.int64]], known: np.ndarray, *, day: int) -> Floats:
    """Return after how many days each step came, nan when none did or none is known yet."""
    delays = np.where(world.steps[known, arms[known]] == 1, world.delays[known], np.nan)
    return np.where(world.days[known] + delays <= day, delays, np.nan)


def regret(world: World, arms: np.ndarray[tuple[int], np.dtype[np.int64]]) -> float:
    """Return how many steps were missed, in expectation, against who always knows the best lever."""
    return float((world.chances.max(axis=1) - world.chances[np.arange(len(arms)), arms]).sum())
