"""IPS, SNIPS and DR: the value of a policy that was not played, from a log that kept its chances.

IPS: Horvitz and Thompson (1952). SNIPS: Swaminathan and Joachims (2015). DR: Dudík, Langford and Li (2011). The same
numbers as Open Bandit Pipeline, checked in `tests/levers/test_estimators.py`.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from maraude.levers.posterior import Floats

_Z = 1.959964  # 95 %
LEAST_ESS = 200.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """A value and its 95 % interval."""

    value: float
    low: float
    high: float

    def rounded(self) -> dict[str, float]:
        """Return it for a report."""
        return {"value": round(self.value, 4), "low": round(self.low, 4), "high": round(self.high, 4)}


def ips(rewards: Floats, weights: Floats) -> Estimate:
    """Return the mean of weighted rewards. A weight is the target's chance over the chance that was logged."""
    return _mean(weights * rewards)


def snips(rewards: Floats, weights: Floats) -> Estimate:
    """Return the weighted mean of rewards; its interval is of first order."""
    total = weights.sum()
    if total <= 0:
        return Estimate(value=math.nan, low=math.nan, high=math.nan)
    value = float((weights * rewards).sum() / total)
    return _around(value, weights * (rewards - value) / weights.mean())


def doubly_robust(rewards: Floats, weights: Floats, *, expected: Floats, of_policy: Floats) -> Estimate:
    """Return the mean of what the model expects of the target, corrected by what it got wrong.

    `expected`: of the arm that led. `of_policy`: of the target's own draw, in the same context.
    """
    return _mean(of_policy + weights * (rewards - expected))


def difference(rewards: Floats, weights: Floats, *, expected: Floats, of_policy: Floats) -> Estimate:
    """Return by how much the target beats what was played: doubly robust, decision by decision."""
    return _mean(of_policy + weights * (rewards - expected) - rewards)


def effective_sample_size(weights: Floats) -> float:
    """Return how many equally weighted decisions these are worth (Kish, 1965)."""
    square = float((weights**2).sum())
    return float(weights.sum()) ** 2 / square if square else 0.0


def are_chances_plausible(weights: Floats) -> bool:
    """Say whether logged chances may be true: weights average one, within four standard errors."""
    if len(weights) < 2:
        return False
    spread = float(weights.std(ddof=1)) / math.sqrt(len(weights))
    return abs(float(weights.mean()) - 1) <= max(4 * spread, 1e-9)


def _mean(values: Floats) -> Estimate:
    return _around(float(values.mean()), values)


def _around(value: float, influence: Floats) -> Estimate:
    count = len(influence)
    if count < 2:
        return Estimate(value=value, low=-math.inf, high=math.inf)
    half = _Z * float(influence.std(ddof=1)) / math.sqrt(count)
    return Estimate(value=value, low=value - half, high=value + half)


def share_of(chances: Floats, arms: np.ndarray[tuple[int], np.dtype[np.int64]]) -> Floats:
    """Return the chance each row's target gives to the arm that led."""
    picked: Floats = chances[np.arange(len(arms)), arms]
    return picked
