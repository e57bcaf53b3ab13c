"""Boosted trees over the linear scores and the signs: what a sum cannot say, « danger, but it is a film ».

They judge the two levels of danger alone. Needs were no better with them than without, on dev (docs/algorithms).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from maraude.understanding.model.features import Floats

DEEPEST: Final = 32  # steps: a file that says more is no file of ours

type Places = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, kw_only=True)
class Trees:
    """All trees of all levels in flat arrays of nodes; a leaf leads to itself.

    Node k looks at cell `cells[k]` of (scores, signs): not above `limits[k]` it goes `lower[k]`, else `higher[k]`; a
    leaf is worth `worths[k]` (log-odds). `roots` (levels x trees) are where trees begin, `starts` (levels) the
    log-odds before any tree, `depth` the steps of the longest walk.
    """

    cells: Places
    limits: Floats
    lower: Places
    higher: Places
    worths: Floats
    roots: Places
    starts: Floats
    depth: int

    def probabilities(self, scores: Floats, signs: Floats) -> Floats:
        """Return the probability of each level, in 0..1."""
        seen = np.concatenate([scores, signs])
        at = self.roots
        for _ in range(self.depth):
            at = np.where(seen[self.cells[at]] <= self.limits[at], self.lower[at], self.higher[at])
        odds: Floats = self.starts + self.worths[at].sum(axis=1)
        likely: Floats = 1 / (1 + np.exp(-np.clip(odds, -40, 40)))
        return likely

    def is_sound(self, *, cells: int, levels: int) -> bool:
        """Say whether every walk stays inside the arrays, for a message of that many cells."""
        count = len(self.cells)
        parts = (self.limits, self.lower, self.higher, self.worths)
        if count == 0 or any(part.shape != (count,) for part in parts) or not 0 < self.depth <= DEEPEST:
            return False
        if self.roots.ndim != 2 or self.roots.shape[0] != levels or self.starts.shape != (levels,):
            return False
        inside = all(part.min() >= 0 and part.max() < count for part in (self.lower, self.higher, self.roots))
        finite = all(np.isfinite(part).all() for part in (self.limits, self.worths, self.starts))
        return inside and finite and int(self.cells.min()) >= 0 and int(self.cells.max()) < cells
