"""What one learns from: messages, their misspelt copies, and everyday talk in which nothing is to be found."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maraude.understanding.model.features import Floats
from maraude.understanding.training.fit import FOLDS, fit, scores_of
from maraude.understanding.training.labels import LABELS, Truth
from maraude.understanding.training.matrix import Vectors, stacked

type Chosen = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Study:
    """`noisy` are the messages of `clean` misspelt, row for row; `calm` rows have no label at all."""

    clean: Vectors
    noisy: Vectors
    truth: Truth
    calm: Vectors

    def fitted(self, lines: Chosen, calm: Chosen) -> tuple[Floats, Floats]:
        """Return weights and biases learned from some of the messages and some of the everyday talk."""
        given = stacked([self.clean.rows(lines), self.noisy.rows(lines), self.calm.rows(calm)])
        nothing = np.zeros((int(calm.sum()), len(LABELS)), dtype=np.bool_)
        wanted = np.concatenate([self.truth[lines], self.truth[lines], nothing])
        count = int(lines.sum())
        counted = np.ones(len(wanted), dtype=np.bool_)
        counted[count : 2 * count] = False
        return fit(given, wanted, counted=counted)

    def unseen(self, fold: npt.NDArray[np.int64]) -> tuple[Floats, Floats]:
        """Return the scores messages and everyday talk get from models that saw neither their writer nor them."""
        scores, calm = np.zeros(self.truth.shape), np.zeros((self.calm.signs.shape[0], len(LABELS)))
        turn = np.arange(len(calm)) % FOLDS
        for number in range(FOLDS):
            held = fold == number
            if not held.any() or held.all():
                continue
            weights, biases = self.fitted(~held, turn != number)
            scores[held] = scores_of(self.clean.rows(held), weights, biases)
            calm[turn == number] = scores_of(self.calm.rows(turn == number), weights, biases)
        return scores, calm
