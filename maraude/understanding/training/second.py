"""Learning the head of an encoder: danger alone, for a reader that may only raise it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final

import numpy as np
import numpy.typing as npt

from maraude.understanding.corpus_lines import (
    TRAIN_WRITERS,
    LabelledLine,
    everyday_talk,
    plain_lines,
    read_writers,
)
from maraude.understanding.model.features import Floats
from maraude.understanding.second.encoders import Encoder
from maraude.understanding.second.head import COLUMNS, Head
from maraude.understanding.training.fit import FOLDS
from maraude.understanding.training.labels import LABELS, folds, truth
from maraude.understanding.training.matrix import library

_SPREAD: Final = 4.0  # vectors of length 1 lie close together
_STRENGTH: Final = 1.5
_ALERT_FALSE: Final = 0.005  # of calm lines: what it may add to the volume of the first reader
_WATCH_FALSE: Final = 0.03
_SEED: Final = 0


def train_head(folder: Path, encoder: Encoder, *, said: Callable[[int, int], None] = lambda _done, _all: None) -> Head:
    """Learn on the training writers and everyday talk; thresholds from writers not learned from, in turn.

    `said(done, all)` is told how many texts were encoded. Raises `BadCorpus`, `NoScikitLearn`.
    """
    lines = [*read_writers(folder, TRAIN_WRITERS), *plain_lines()]
    talk = everyday_talk()
    texts = [*(line.text for line in lines), *talk]
    vectors = np.zeros((len(texts), len(encoder.embed("."))))
    for place, text in enumerate(texts):
        vectors[place] = encoder.embed(text)
        said(place + 1, len(texts))
    wanted = np.concatenate([truth(lines), np.zeros((len(talk), len(LABELS)), dtype=np.bool_)])
    wanted = wanted[:, [LABELS.index(column) for column in COLUMNS]]
    turns = np.concatenate([folds(lines, count=FOLDS), np.arange(len(talk)) % FOLDS])
    unseen = np.zeros(wanted.shape)
    for turn in range(FOLDS):
        weights, biases = _fitted(vectors[turns != turn], wanted[turns != turn])
        unseen[turns == turn] = vectors[turns == turn] @ weights + biases
    weights, biases = _fitted(vectors, wanted)
    likely = 1 / (1 + np.exp(-unseen[_calm(lines, len(talk))]))
    return Head(
        encoder=encoder.name,
        weights=weights,
        biases=biases,
        alert=round(float(np.quantile(likely[:, 0], 1 - _ALERT_FALSE)), 4),
        watch=round(float(np.quantile(likely[:, 1], 1 - _WATCH_FALSE)), 4),
    )


def _calm(lines: Sequence[LabelledLine], talk: int) -> npt.NDArray[np.bool_]:
    """Say which texts are neither dangerous nor written to look so."""
    hard = {"danger", "danger_indirect", "hard_negative"}
    return np.array([line.family not in hard for line in lines] + [True] * talk)


def _fitted(vectors: Floats, wanted: npt.NDArray[np.bool_]) -> tuple[Floats, Floats]:
    """Return weights and biases on vectors as the encoder gives them."""
    middle = vectors.mean(axis=0)
    weights, biases = np.zeros((vectors.shape[1], wanted.shape[1])), np.full(wanted.shape[1], -6.0)
    for column in range(wanted.shape[1]):
        if wanted[:, column].sum() < 2:
            continue
        regression = library("sklearn.linear_model").LogisticRegression(
            C=_STRENGTH, solver="lbfgs", max_iter=500, random_state=_SEED
        )
        regression.fit((vectors - middle) * _SPREAD, wanted[:, column])
        weights[:, column] = regression.coef_[0] * _SPREAD
        biases[column] = float(regression.intercept_[0]) - float(middle @ weights[:, column])
    return weights, biases
