"""Cross-fitting: what a decision's reward is expected to be is learned without that decision (Chernozhukov, 2018)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from maraude.levers.encoding import Encoding, Places, encoding_of
from maraude.levers.evaluation.log import Line
from maraude.levers.posterior import Floats, fit, logistic

FOLDS = 5
_GREEDY_FLOOR = 0.02


@dataclass(frozen=True, slots=True, kw_only=True)
class Crossed:
    """A log as arrays, and for each decision what was expected of every arm by a model that did not see it."""

    encoding: Encoding
    arms: np.ndarray[tuple[int], np.dtype[np.int64]]
    rewards: Floats
    propensities: Floats
    fitted: np.ndarray[tuple[int, int], np.dtype[np.bool_]]  # decisions × arms: which could lead
    expected: Floats  # decisions × arms

    def uniform(self) -> Floats:
        """Return equal chances among the arms that fitted."""
        chances: Floats = self.fitted / self.fitted.sum(axis=1, keepdims=True)
        return chances

    def always(self, arm: int) -> Floats:
        """Return the chances of who always lets one arm lead: equal ones where it did not fit."""
        wanted = np.zeros_like(self.expected)
        wanted[:, arm] = 1.0
        return np.where(self.fitted[:, [arm]], wanted, self.uniform())

    def learned(self) -> Floats:
        """Return the chances of who follows the models, above a floor; each decision's model did not see it."""
        count = self.fitted.sum(axis=1, keepdims=True)
        best = np.where(self.fitted, self.expected, -1.0).argmax(axis=1)
        chances = np.where(self.fitted, _GREEDY_FLOOR, 0.0)
        chances[np.arange(len(best)), best] += (1 - _GREEDY_FLOOR * count)[:, 0]
        return chances


def crossed(lines: Sequence[Line], *, seed: int, folds: int = FOLDS) -> Crossed:
    """Return the decisions whose reward is known, with what each was expected to bring. Same seed: same folds."""
    known = [line for line in lines if line.reward is not None]
    names = sorted({line.arm for line in known}.union(*(line.arms for line in known)))
    encoding = encoding_of([line.context for line in known], names)
    number = {name: place for place, name in enumerate(names)}
    arms = np.array([number[line.arm] for line in known], dtype=np.int64)
    rewards = np.array([line.reward for line in known], dtype=np.float64)
    rows = np.stack([encoding.rows(line.context) for line in known])
    return Crossed(
        encoding=encoding,
        arms=arms,
        rewards=rewards,
        propensities=np.array([line.propensity for line in known]),
        fitted=np.array([[not line.arms or name in line.arms for name in names] for line in known]),
        expected=expected_without(encoding, rows, arms, rewards, seed=seed, folds=folds),
    )


def expected_without(
    encoding: Encoding,
    rows: Places,
    arms: np.ndarray[tuple[int], np.dtype[np.int64]],
    rewards: Floats,
    *,
    seed: int,
    folds: int = FOLDS,
) -> Floats:
    """Return what models expect of every arm at each decision, each learned on the other folds."""
    count = len(arms)
    fold = np.random.default_rng(seed).permutation(np.arange(count) % folds)
    expected = np.zeros((count, len(encoding.arms)))
    led = rows[np.arange(count), arms]
    for one in range(folds):
        inside, outside = fold == one, fold != one
        model = fit(encoding, led[outside], rewards[outside], np.ones(int(outside.sum())), rounds=4)
        expected[inside] = logistic(model.mean[rows[inside]].sum(axis=2))
    return expected
