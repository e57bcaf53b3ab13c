"""Shares with their 95 % interval, drawn by writer: lines of one writer agree."""

from __future__ import annotations

import numpy as np

from maraude.understanding.evaluation.figures import draws, with_interval
from maraude.understanding.evaluation.observed import Marks

type Share = dict[str, float] | None


def share(said: Marks, among: Marks, writers: list[str]) -> Share:
    """Return how often `said` is true among some lines, with its interval; None when there are none."""
    if not among.any():
        return None
    names = sorted(set(writers))
    rows = np.array([names.index(writer) for writer in writers])
    right = np.bincount(rows, weights=said & among, minlength=len(names))
    count = np.bincount(rows, weights=among, minlength=len(names))
    weights = draws(len(names))
    return with_interval((weights @ right) / np.maximum(weights @ count, 1e-9))
