"""Fitting: one logistic regression per label, calibrated on writers it has not seen."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from maraude.understanding.model.features import BUCKETS, Floats
from maraude.understanding.model.linear import calibrated, witnesses
from maraude.understanding.training.labels import LABELS, Truth
from maraude.understanding.training.matrix import Vectors, library, rarity

STRENGTH: Final = 1.5  # inverse of the penalty; chosen by cross-validation among 1.5 and 4 (0.3 to 8 without noise)
FOLDS: Final = 5
_SEED: Final = 0


def fit(given: Vectors, truth: Truth, *, counted: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return weights (features x labels, rarity folded in) and biases. A label nobody has gets a flat refusal.

    Rarity is counted on some of the messages: a misspelt copy must not make its message's words common.
    """
    weigh = rarity(given.rows(counted))
    matrix = given.joined(weigh)
    # one after the other: liblinear draws from one generator a process, and threads would take each other's draws
    columns = [_column(matrix, truth[:, place]) for place in range(len(LABELS))]
    weights = np.stack([weights for weights, _ in columns], axis=1)
    weights[:BUCKETS] *= weigh[:, None]
    return weights, np.array([bias for _, bias in columns])


def _column(matrix: Any, wanted: npt.NDArray[np.bool_]) -> tuple[Floats, float]:  # noqa: ANN401
    if wanted.sum() < 2 or wanted.all():
        return np.zeros(matrix.shape[1]), -6.0
    regression = library("sklearn.linear_model").LogisticRegression(
        C=STRENGTH, solver="liblinear", dual=True, max_iter=3000, tol=1e-3, random_state=_SEED
    )
    regression.fit(matrix, wanted)
    return regression.coef_[0].astype(np.float64), float(regression.intercept_[0])


def scores_of(given: Vectors, weights: Floats, biases: Floats) -> Floats:
    """Return messages x labels, before calibration."""
    scores: Floats = given.joined(np.ones(BUCKETS)) @ weights + biases
    return scores


def calibrate(scores: Floats, truth: Truth) -> Floats:
    """Return labels x (slope, witness_slope, offset): Platt's scaling with a second witness.

    Platt, "Probabilistic outputs for support vector machines", 1999.
    """
    seen = witnesses(scores, LABELS)
    return np.array([_platt(scores[:, place], seen[:, place], truth[:, place]) for place in range(len(LABELS))])


def _platt(scores: Floats, seen: Floats, wanted: npt.NDArray[np.bool_]) -> list[float]:
    if wanted.sum() < 2 or wanted.all():
        return [1.0, 0.0, 0.0]
    regression = library("sklearn.linear_model").LogisticRegression(C=100.0, solver="lbfgs", max_iter=1000)
    regression.fit(np.stack([scores, seen], axis=1), wanted)
    slope, witness_slope = regression.coef_[0]
    return [float(slope), float(witness_slope) if seen.any() else 0.0, float(regression.intercept_[0])]


def probabilities(scores: Floats, calibration: Floats) -> Floats:
    """Return calibrated probabilities (messages x labels), as `LinearModel.probabilities` does for one."""
    return calibrated(scores, witnesses(scores, LABELS), calibration)
