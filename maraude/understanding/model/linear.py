"""The calibrated linear model, in NumPy alone: scores of all labels in one product, and the words that weigh most."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from maraude.understanding.model.features import Features, Floats
from maraude.understanding.model.trees import Trees

GATE: Final = "any"  # a need at all, or only a mention
LEVELS: Final = ("alert", "watch")
KIND: Final = "kind:"


@dataclass(frozen=True, slots=True, kw_only=True)
class Thresholds:
    """A label holds at `sure` or above (probability); from `doubt` to `sure` one asks."""

    sure: float
    doubt: float


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearModel:
    """Weights of the buckets are `codes` (buckets x labels, int8) times `scales` (buckets); `signs` is signs x labels.

    Probability of a label = sigmoid(slope * (score of the label) + witness_slope * (score of its witness) + offset):
    Platt's scaling with a second witness. The need-or-mention gate witnesses for needs, the likeliest kind of danger
    for alert and watch (+2 points of alert recall at equal false alerts on hard negatives, cross-validated). `trees`
    then have the last word on alert and watch: at equal recall, a third fewer false alerts on dev's hard negatives.
    """

    name: str
    version: str
    labels: tuple[str, ...]
    codes: npt.NDArray[np.int8]
    scales: npt.NDArray[np.float32]
    signs: Floats
    biases: Floats
    calibration: Floats  # labels x 3: slope, witness_slope, offset
    thresholds: dict[str, Thresholds]
    known: frozenset[str]
    trees: Trees

    def scores(self, features: Features) -> Floats:
        """Return the raw score (log-odds before calibration) of every label."""
        factors = features.weights * self.scales[features.buckets]
        rows = self.codes[features.buckets].astype(np.float64)
        scores: Floats = factors @ rows + features.signs @ self.signs + self.biases
        return scores

    def probabilities(self, features: Features) -> Floats:
        """Return the calibrated probability of every label, in 0..1."""
        scores = self.scores(features)
        likely = calibrated(scores, witnesses(scores, self.labels), self.calibration)
        likely[[self.labels.index(level) for level in LEVELS]] = self.trees.probabilities(scores, features.signs)
        return likely

    def named_probabilities(self, features: Features) -> dict[str, float]:
        """Return the calibrated probability of every label, by name."""
        return dict(zip(self.labels, self.probabilities(features).tolist(), strict=True))

    def weight_of_words(self, features: Features, label: str, *, count: int) -> Floats:
        """Return how much each of the `count` words of a reading weighs for a label."""
        column = self.labels.index(label)
        parts = features.weights * self.scales[features.buckets] * self.codes[features.buckets, column]
        return np.bincount(features.owners, weights=parts, minlength=count)[:count].astype(np.float64)


def witnesses(scores: Floats, labels: Sequence[str]) -> Floats:
    """Return the score of each label's witness (same shape as `scores`, labels last): 0 where a label has none."""
    kinds = [place for place, label in enumerate(labels) if label.startswith(KIND)]
    levels = [labels.index(level) for level in LEVELS]
    gate = labels.index(GATE)
    seen = np.zeros_like(scores)
    seen[..., :gate] = scores[..., gate, None]
    seen[..., levels] = scores[..., kinds].max(axis=-1)[..., None]
    return seen


def calibrated(scores: Floats, seen: Floats, calibration: Floats) -> Floats:
    """Return probabilities, of one message or of many (labels last)."""
    slopes, witness_slopes, offsets = calibration.T
    likely: Floats = 1 / (1 + np.exp(-np.clip(slopes * scores + witness_slopes * seen + offsets, -40, 40)))
    return likely


def quantised(weights: Floats) -> tuple[npt.NDArray[np.int8], npt.NDArray[np.float32]]:
    """Return weights (buckets x labels) as int8 with one scale a bucket: a fourth of the size, same answers.

    >>> codes, scales = quantised(np.array([[1.0, -0.5]]))
    >>> codes.tolist()
    [[127, -64]]
    """
    scales = (np.abs(weights).max(axis=1) / 127).astype(np.float32)
    divided = weights / np.where(scales > 0, scales, 1)[:, None]
    return np.rint(divided).clip(-127, 127).astype(np.int8), scales
