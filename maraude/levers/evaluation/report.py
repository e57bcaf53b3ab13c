"""What a log shows: each policy with its estimates, how many decisions that is worth, and whether it may conclude."""

from __future__ import annotations

from collections.abc import Sequence
from statistics import NormalDist
from typing import Any

import numpy as np

from maraude.levers.evaluation import estimators
from maraude.levers.evaluation.crossed import Crossed, crossed
from maraude.levers.evaluation.log import Line
from maraude.levers.posterior import Floats

LEAST_KNOWN = 20  # decisions with a known outcome, below which there is nothing to compute
_EMPTY = {"conclusive": False, "policies": {}}


def report(lines: Sequence[Line], *, seed: int = 0, policy: str = "learned") -> dict[str, Any]:
    """Return the figures of a log; `policy` is the one that `conclusive` speaks of: uniform, learned or an arm."""
    known = [line for line in lines if line.reward is not None]
    head = {"decisions": len(lines), "pending": len(lines) - len(known), "least_ess": estimators.LEAST_ESS}
    if len(known) < LEAST_KNOWN:
        return {**head, **_EMPTY, "why": "too_few", "policy": policy}
    data = crossed(known, seed=seed)
    targets = {"uniform": data.uniform(), "learned": data.learned()}
    targets |= {f"always:{name}": data.always(place) for place, name in enumerate(data.encoding.arms)}
    found = {name: _figures(data, chances, compared=len(targets)) for name, chances in targets.items()}
    asked = found.get(policy) or found.get(f"always:{policy}")
    if asked is None:
        return {**head, "conclusive": False, "policies": found, "why": "unknown_policy", "policy": policy}
    return {
        **head,
        "logged": _plain(data.rewards),
        "policy": policy,
        "conclusive": asked["conclusive"],
        "why": asked["why"],
        "policies": found,
    }


def _figures(data: Crossed, chances: Floats, *, compared: int) -> dict[str, Any]:
    weights = estimators.share_of(chances, data.arms) / data.propensities
    expected = estimators.share_of(data.expected, data.arms)
    of_policy = (chances * data.expected).sum(axis=1)
    size = estimators.effective_sample_size(weights)
    why = _refusal(size, weights)
    robust = {"expected": expected, "of_policy": of_policy}
    gain = estimators.difference(data.rewards, weights, **robust)
    return {
        "ips": estimators.ips(data.rewards, weights).rounded(),
        "snips": estimators.snips(data.rewards, weights).rounded() if weights.sum() > 0 else None,
        "dr": estimators.doubly_robust(data.rewards, weights, **robust).rounded(),
        "beats_logged_by": gain.rounded(),
        "ess": round(size, 1),
        "largest_weight": round(float(weights.max()), 2),
        "conclusive": not why,
        "why": why,
        "verdict": "" if why else _verdict(gain, compared=compared),
    }


def _verdict(gain: estimators.Estimate, *, compared: int) -> str:
    """Return more, fewer or no_difference than what was played; Bonferroni: several policies are compared at once."""
    wider = NormalDist().inv_cdf(1 - 0.025 / compared) / NormalDist().inv_cdf(0.975)
    half = (gain.high - gain.low) / 2 * wider
    if gain.value - half > 0:
        return "more"
    return "fewer" if gain.value + half < 0 else "no_difference"


def _refusal(size: float, weights: Floats) -> str:
    if size < estimators.LEAST_ESS:
        return "small_ess"
    return "" if estimators.are_chances_plausible(weights) else "wrong_propensities"


def _plain(rewards: Floats) -> dict[str, float]:
    return estimators.ips(rewards, np.ones(len(rewards))).rounded()
