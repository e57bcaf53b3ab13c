"""Fitting: one logistic regression per label, calibrated on writers it has not seen."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from maraude.understanding.model.features import BUCKETS, Floats
from maraude.understanding.training.labels import GATE, LABELS, Truth
from maraude.understanding.training.matrix import Vectors, library, rarity

STRENGTH: Final = 3.0  # inverse of the penalty; chosen on dev among 0.3, 1, 3, 8
FOLDS: Final = 5
_SEED: Final = 0
_GATE_PLACE: Final = LABELS.index(GATE)


def fit(given: Vectors, truth: Truth) -> tuple[Floats, Floats]:
    """Return weights (features x labels, rarity folded in) and biases. A label nobody has gets a flat refusal."""
    weigh = rarity(given)
    matrix = given.joined(weigh)
    columns = [_column(matrix, truth[:, place]) for place in range(len(LABELS))]
    weights = np.stack([weights for weights, _ in columns], axis=1)
    weights[:BUCKETS] *= weigh[:, None]
    return weights, np.array([bias for _, bias in columns])


def _column(matrix: Any, wanted: npt.NDArray[np.bool_]) -> tuple[Floats, float]:  # noqa: ANN401
    if wanted.sum() < 2 or wanted.all():
        return np.zeros(matrix.shape[1]), -6.0
    regression = library("sklearn.linear_model").LogisticRegression(
        C=STRENGTH, solver="liblinear", dual=True, max_iter=3000, tol=1e-4, random_state=_SEED
    )
    regression.fit(matrix, wanted)
    return regression.coef_[0].astype(np.float64), float(regression.intercept_[0])


def scores_of(given: Vectors, weights: Floats, biases: Floats) -> Floats:
    """Return messages x labels, before calibration."""
    scores: Floats = given.joined(np.ones(BUCKETS)) @ weights + biases
    return scores


def unseen_scores(given: Vectors, truth: Truth, fold: npt.NDArray[np.int64]) -> Floats:
    """Return the scores each message gets from a model that never saw its writer."""
    scores = np.zeros(truth.shape)
    for number in range(FOLDS):
        held = fold == number
        if held.any() and not held.all():
            weights, biases = fit(given.rows(~held), truth[~held])
            scores[held] = scores_of(given.rows(held), weights, biases)
    return scores


def calibrate(scores: Floats, truth: Truth) -> Floats:
    """Return labels x (slope, gate_slope, offset): Platt's scaling, the gate as second witness for needs.

    Platt, "Probabilistic outputs for support vector machines", 1999.
    """
    return np.array([_platt(scores, truth, place) for place in range(len(LABELS))])


def _platt(scores: Floats, truth: Truth, place: int) -> list[float]:
    wanted = truth[:, place]
    if wanted.sum() < 2:
        return [1.0, 0.0, 0.0]
    gate = scores[:, _GATE_PLACE] if place < _GATE_PLACE else np.zeros(len(scores))
    regression = library("sklearn.linear_model").LogisticRegression(C=100.0, solver="lbfgs", max_iter=1000)
    regression.fit(np.stack([scores[:, place], gate], axis=1), wanted)
    slope, gate_slope = regression.coef_[0]
    return [float(slope), float(gate_slope) if place < _GATE_PLACE else 0.0, float(regression.intercept_[0])]


def probabilities(scores: Floats, calibration: Floats) -> Floats:
    """Return calibrated probabilities (messages x labels), as `LinearModel.probabilities` does for one."""
    raised = scores * calibration[:, 0] + scores[:, [_GATE_PLACE]] * calibration[:, 1] + calibration[:, 2]
    likely: Floats = 1 / (1 + np.exp(-np.clip(raised, -40, 40)))
    return likely
