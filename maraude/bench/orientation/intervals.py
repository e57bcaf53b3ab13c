"""Means with 95 % intervals: the same profiles drawn again and again (bootstrap), always in the same way."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

_DRAWS = 2_000
_SEED = 6


def mean(values: Sequence[float | None]) -> dict[str, float | int | None]:
    """Return the mean of what is known, with its interval and of how many."""
    known = np.array([value for value in values if value is not None], dtype=float)
    if not known.size:
        return {"value": None, "low": None, "high": None, "n": 0}
    low, high = _interval(known)
    return {"value": _round(float(known.mean())), "low": low, "high": high, "n": int(known.size)}


def margin(ours: Sequence[float | None], theirs: Sequence[float | None]) -> dict[str, float | int | None]:
    """Return the mean difference on the same profiles, with its interval."""
    pairs = [(one, two) for one, two in zip(ours, theirs, strict=True) if one is not None and two is not None]
    return mean([one - two for one, two in pairs])


def _interval(known: np.ndarray[tuple[int], np.dtype[np.float64]]) -> tuple[float, float]:
    random = np.random.default_rng(_SEED)
    means = known[random.integers(0, known.size, (_DRAWS, known.size))].mean(axis=1)
    low, high = np.quantile(means, (0.025, 0.975))
    return _round(float(low)), _round(float(high))


def _round(value: float) -> float:
    return round(value, 3)
