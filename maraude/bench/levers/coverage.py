"""How often the 95 % interval of the doubly robust estimate holds the truth, over invented logs of 2,000 decisions."""

from __future__ import annotations

import itertools
from typing import Any, Final

import numpy as np

from maraude.bench.levers.worlds import random_effects
from maraude.core.lever_policy import FLOOR
from maraude.levers.evaluation.crossed import expected_without
from maraude.levers.evaluation.estimators import LEAST_ESS, doubly_robust, effective_sample_size, share_of
from maraude.levers.house import HOUSE
from maraude.levers.posterior import Floats, logistic

LOGS: Final = 600
_LENGTHS: Final = (500, 2_000)
_TARGETS: Final = ("always_first", "best")


def coverage(*, logs: int = LOGS) -> dict[str, Any]:
    """Return the share of intervals that hold the truth, by length of the log and by the policy that was played.

    `concluded` is over the logs of all kinds whose effective sample size lets an evaluation conclude: the others are
    refused.
    """
    found: dict[str, Any] = {}
    concluded: list[bool] = []
    for length, played in itertools.product(_LENGTHS, ("uniform", "learned")):
        results = [_one(seed=number, length=length, played=played) for number in range(logs)]
        for target in _TARGETS:
            each = [one[target] for one in results]
            size = round(float(np.median([one[1] for one in each])))
            found[f"{length}/{played}/{target}"] = {**_share([one[0] for one in each]), "median_ess": size}
            concluded += [holds for holds, ess in each if ess >= LEAST_ESS]
    return {"logs": logs, "concluded": {**_share(concluded), "intervals": len(concluded)}, **found}


def _share(holds: list[bool]) -> dict[str, float]:
    share = float(np.mean(holds)) if holds else float("nan")
    error = float(np.sqrt(share * (1 - share) / max(len(holds), 1)))
    return {"coverage": round(share, 3), "standard_error": round(error, 3)}


def _one(*, seed: int, length: int, played: str) -> dict[str, tuple[bool, float]]:
    random = np.random.default_rng([seed, length, 7])
    contexts = [dict(zip(HOUSE.fields, values, strict=True)) for values in itertools.product(*HOUSE.fields.values())]
    shares = np.ones(1)
    for values in HOUSE.fields.values():
        shares = np.outer(shares, random.dirichlet(np.full(len(values), 3.0))).ravel()
    rows = np.stack([HOUSE.rows(one) for one in contexts])
    chances = logistic(random_effects(random)[rows].sum(axis=2))
    logging = _logging(chances, played)
    drawn = random.choice(len(contexts), size=length, p=shares)
    arms = np.array([random.choice(chances.shape[1], p=logging[one]) for one in drawn])
    rewards = (random.random(length) < chances[drawn, arms]).astype(np.float64)
    expected = expected_without(HOUSE, rows[drawn], arms, rewards, seed=seed)
    found = {}
    for name, target in _targets(chances).items():
        weights = share_of(target[drawn], arms) / logging[drawn, arms]
        estimate = doubly_robust(
            rewards, weights, expected=share_of(expected, arms), of_policy=(target[drawn] * expected).sum(axis=1)
        )
        truth = float((shares[:, None] * target * chances).sum())
        found[name] = (estimate.low <= truth <= estimate.high, effective_sample_size(weights))
    return found


def _logging(chances: Floats, played: str) -> Floats:
    """What was played: equal chances, or chances that lean towards what is best, as a policy half-way would."""
    count = chances.shape[1]
    if played == "uniform":
        return np.full_like(chances, 1 / count)
    lean = chances**4 / (chances**4).sum(axis=1, keepdims=True)
    chosen: Floats = FLOOR + (1 - FLOOR * count) * lean
    return chosen


def _targets(chances: Floats) -> dict[str, Floats]:
    first, best = np.zeros_like(chances), np.zeros_like(chances)
    first[:, 0] = 1.0
    best[np.arange(len(chances)), chances.argmax(axis=1)] = 1.0
    return dict(zip(_TARGETS, (first, best), strict=True))
