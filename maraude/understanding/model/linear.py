"""The calibrated linear model, in NumPy alone: scores of all labels in one product, and the words that weigh most."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maraude.understanding.model.features import Features, Floats


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """A label holds at `sure` or above (probability); from `doubt` to `sure` one asks."""

    sure: float
    doubt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearModel:
    """Weights of the buckets are `codes` (buckets x labels, int8) times `scales` (buckets); `signs` is signs x labels.

    Probability of a label = sigmoid(slope * (score of the label) + gate_slope * (score of the gate) + offset): Platt's
    scaling with the need-or-mention gate as a second witness.
    """

    name: str
    version: str
    labels: tuple[str, ...]
    codes: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float32]
    signs: Floats
    biases: Floats
    calibration: Floats  # labels x 3: slope, gate_slope, offset
    thresholds: dict[str, Thresholds]
    known: frozenset[str]

    def scores(self, features: Features) -> Floats:
        """Return the raw score (log-odds before calibration) of every label."""
        factors = features.weights * self.scales[features.buckets]
        rows = self.codes[features.buckets].astype(np.float64)
        scores: Floats = factors @ rows + features.signs @ self.signs + self.biases
        return scores

    def probabilities(self, features: Features) -> Floats:
        """Return the calibrated probability of every label, in 0..1."""
        scores = self.scores(features)
        gate = scores[self.labels.index("any")]
        slopes, gate_slopes, offsets = self.calibration.T
        raised = np.clip(slopes * scores + gate_slopes * gate + offsets, -40, 40)
        probabilities: Floats = 1 / (1 + np.exp(-raised))
        return probabilities

    def named_probabilities(self, features: Features) -> dict[str, float]:
        """Return the calibrated probability of every label, by name."""
        return dict(zip(self.labels, self.probabilities(features).tolist(), strict=True))

    def weight_of_words(self, features: Features, label: str, *, count: int) -> Floats:
        """Return how much each of the `count` words of a reading weighs for a label."""
        column = self.labels.index(label)
        parts = features.weights * self.scales[features.buckets] * self.codes[features.buckets, column]
        return np.bincount(features.owners, weights=parts, minlength=count)[:count].astype(np.float64)


def quantised(weights: Floats) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return weights (buckets x labels) as int8 with one scale a bucket: a fourth of the size, same answers.

    >>> codes, scales = quantised(np.array([[1.0, -0.5]]))
    >>> codes.tolist()
    [[127, -64]]
    """
    scales = (np.abs(weights).max(axis=1) / 127).astype(np.float32)
    divided = weights / np.where(scales > 0, scales, 1)[:, None]
    return np.rint(divided).clip(-127, 127).astype(np.int8), scales
