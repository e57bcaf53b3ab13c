"""Precision, recall, F1 and calibration; intervals draw writers, not lines: lines of one writer agree."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from maraude.understanding.evaluation.observed import COLUMNS, Marks, Observed

_DRAWS: Final = 1_000
_SEED: Final = 20_261
_BINS: Final = 10
NEEDS: Final = len(COLUMNS) - 2  # the last two columns are alert and watch

type Floats = npt.NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """Writers x columns: said and true, said and false, true and not said."""

    right: Floats
    false: Floats
    missed: Floats


def count(said: Marks, wanted: Marks, writers: list[str]) -> Counts:
    """Return the counts of each writer."""
    names = sorted(set(writers))
    place = {name: index for index, name in enumerate(names)}
    rows = np.array([place[writer] for writer in writers], dtype=np.int64)
    belongs = np.zeros((len(names), len(writers)))
    belongs[rows, np.arange(len(writers))] = 1
    return Counts(right=belongs @ (said & wanted), false=belongs @ (said & ~wanted), missed=belongs @ (wanted & ~said))


def scores(counts: Counts, weights: Floats) -> tuple[Floats, Floats, Floats]:
    """Return precision, recall and F1 (draws x columns) when each writer counts `weights` times (draws x writers)."""
    right, false, missed = (weights @ part for part in (counts.right, counts.false, counts.missed))
    return (
        right / np.maximum(right + false, 1e-9),
        right / np.maximum(right + missed, 1e-9),
        2 * right / np.maximum(2 * right + false + missed, 1e-9),
    )


def draws(writers: int) -> Floats:
    """Return how often each writer is drawn, first once each (the figure itself), then at random with a fixed seed."""
    chance = np.random.Generator(np.random.PCG64(_SEED))
    drawn = chance.multinomial(writers, np.full(writers, 1 / writers), size=_DRAWS)
    return np.concatenate([np.ones((1, writers)), drawn]).astype(np.float64)


def with_interval(values: Floats) -> dict[str, float]:
    """Return a figure (first value) and the middle 95 % of its draws (the others)."""
    low, high = np.quantile(values[1:], [0.025, 0.975])
    return {"value": round(float(values[0]), 4), "low": round(float(low), 4), "high": round(float(high), 4)}


def table(observed: Observed) -> dict[str, object]:
    """Return the figures of every label, and macro and micro of the needs, with intervals."""
    counts = count(observed.said, observed.wanted, [line.writer or str(at) for at, line in enumerate(observed.lines)])
    weights = draws(counts.right.shape[0])
    precision, recall, f1 = scores(counts, weights)
    present = counts.right.sum(axis=0) + counts.missed.sum(axis=0) > 0
    labels = {
        name: {
            "precision": with_interval(precision[:, at]),
            "recall": with_interval(recall[:, at]),
            "f1": with_interval(f1[:, at]),
            "support": int((counts.right + counts.missed)[:, at].sum()),
        }
        for at, name in enumerate(COLUMNS)
    }
    together = Counts(**{name: getattr(counts, name)[:, :NEEDS].sum(axis=1, keepdims=True) for name in _PARTS})
    return {
        "labels": labels,
        "macro_f1": with_interval(f1[:, :NEEDS][:, present[:NEEDS]].mean(axis=1)) if present[:NEEDS].any() else None,
        "micro_f1": with_interval(scores(together, weights)[2][:, 0]),
    }


_PARTS: Final = ("right", "false", "missed")


def expected_calibration_error(likely: Floats, wanted: Marks) -> float:
    """Return the mean gap between probability and frequency over ten bins (Naeini and others, AAAI 2015)."""
    bins = np.minimum((likely * _BINS).astype(np.int64), _BINS - 1)
    gaps = [
        (bins == at).mean() * abs(float(likely[bins == at].mean()) - float(wanted[bins == at].mean()))
        for at in range(_BINS)
        if (bins == at).any()
    ]
    return round(float(sum(gaps)), 4)


def reliability(likely: Floats, wanted: Marks) -> list[dict[str, float]]:
    """Return the reliability picture: per bin of probability, how many, how likely said, how often true."""
    bins = np.minimum((likely * _BINS).astype(np.int64), _BINS - 1)
    return [
        {
            "count": int((bins == at).sum()),
            "said": round(float(likely[bins == at].mean()), 4),
            "true": round(float(wanted[bins == at].mean()), 4),
        }
        for at in range(_BINS)
        if (bins == at).any()
    ]
