"""Hierarchical logistic regression: how likely a step is, by lever and context, and how unsure that is.

Effects of one group share a variance that is learned (expectation-maximisation under a scaled inverse chi-square), so
little data pulls contexts towards their lever and levers towards one another. The posterior is Laplace's.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from maraude.levers.encoding import Encoding, Places

Floats = NDArray[np.float64]

_INTERCEPT_AT, _INTERCEPT_VARIANCE = -1.5, 4.0
_FIRST_VARIANCES = (0.3, 0.3, 0.1)  # shared, arms, an arm under a field
_PRIOR_COUNT = 12.0  # how many effects the first variance of a group is worth
_SPARE_VARIANCE = 1e-9
_MOST_VARIANCE = 4.0
_BLOCK = 10_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Posterior:
    """Mean and covariance of the effects, and the variances of the groups they came from."""

    mean: Floats
    covariance: Floats
    variances: Floats


def prior(encoding: Encoding) -> Posterior:
    """Return what is believed before any decision."""
    groups = encoding.groups()
    shared, arms, under = _FIRST_VARIANCES
    variances = np.array([_INTERCEPT_VARIANCE, shared, arms, *[under] * len(encoding.fields)])
    return Posterior(mean=_centre(encoding), covariance=np.diag(_spread(variances, groups)), variances=variances)


def fit(
    encoding: Encoding,
    rows: Places,
    rewards: Floats,
    weights: Floats,
    *,
    start: Posterior | None = None,
    rounds: int = 3,
) -> Posterior:
    """Return what is believed after these decisions; `rows` are the places of the arm that led, one row a decision.

    `weights` say how much each still counts. `start` makes it quick when little changed.
    """
    current = start or prior(encoding)
    groups, centre = encoding.groups(), _centre(encoding)
    for _ in range(rounds):
        precision = 1 / _spread(current.variances, groups)
        mean, hessian = _newton(rows, rewards, weights, mean=current.mean, centre=centre, precision=precision)
        covariance: Floats = np.linalg.inv(hessian).astype(np.float64)
        current = Posterior(
            mean=mean, covariance=covariance, variances=_variances(mean, covariance, groups, len(current.variances))
        )
    return current


def _newton(
    rows: Places, rewards: Floats, weights: Floats, *, mean: Floats, centre: Floats, precision: Floats
) -> tuple[Floats, Floats]:
    """Take two steps; the prior keeps them from running away, and a step is never longer than one in any direction."""
    size = len(mean)
    per_row = rows.shape[1]
    for _ in range(2):
        chances = logistic(mean[rows].sum(axis=1))
        slope = np.bincount(rows.ravel(), np.repeat(weights * (rewards - chances), per_row), minlength=size)
        hessian = _bend(rows, weights * chances * (1 - chances), size)
        hessian[np.diag_indices(size)] += precision
        step = np.linalg.solve(hessian, slope - precision * (mean - centre))
        mean = mean + np.clip(step, -1.0, 1.0)
    return mean, hessian


def _bend(rows: Places, weights: Floats, size: int) -> Floats:
    """Add up how much each pair of effects bends the likelihood, some thousand decisions at a time."""
    bend = np.zeros(size * size)
    for begins in range(0, len(rows), _BLOCK):
        block, part = rows[begins : begins + _BLOCK], weights[begins : begins + _BLOCK]
        pairs = (block[:, :, None] * size + block[:, None, :]).ravel()
        bend += np.bincount(pairs, np.repeat(part, block.shape[1] ** 2), minlength=size * size)
    return bend.reshape(size, size)


def _variances(mean: Floats, covariance: Floats, groups: Places, count: int) -> Floats:
    square = mean**2 + np.diag(covariance)
    shared, arms, under = _FIRST_VARIANCES
    found = [_INTERCEPT_VARIANCE]
    for group in range(1, count):
        first = (shared, arms)[group - 1] if group < 3 else under
        chosen = square[groups == group]
        found.append(min((_PRIOR_COUNT * first + float(chosen.sum())) / (_PRIOR_COUNT + len(chosen)), _MOST_VARIANCE))
    return np.array(found)


def _centre(encoding: Encoding) -> Floats:
    centre = np.zeros(encoding.size)
    centre[0] = _INTERCEPT_AT
    return centre


def _spread(variances: Floats, groups: Places) -> Floats:
    spread: Floats = np.where(groups < 0, _SPARE_VARIANCE, variances[groups])
    return spread


def logistic(scores: Floats) -> Floats:
    """Return chances; far scores do not overflow."""
    chances: Floats = 1 / (1 + np.exp(-np.clip(scores, -30.0, 30.0)))
    return chances
