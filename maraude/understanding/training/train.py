"""Rebuilding the shipped model from the shipped corpus: the same corpus gives the same bytes on the same machine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from maraude.understanding.corpus_lines import (
    DEV_WRITERS,
    PLAIN,
    TRAIN_WRITERS,
    LabelledLine,
    everyday_talk,
    plain_lines,
    read_writers,
    writers_folder,
)
from maraude.understanding.evaluation.noise import misspelt
from maraude.understanding.model.features import BUCKETS, SIGNS
from maraude.understanding.model.linear import LEVELS, LinearModel, quantised
from maraude.understanding.reading import Reader
from maraude.understanding.training.background import background_file, learned_turns, read_background, write_background
from maraude.understanding.training.boosting import boosted, unseen_danger
from maraude.understanding.training.fit import FOLDS, calibrate, probabilities, scores_of
from maraude.understanding.training.labels import LABELS, folds, truth
from maraude.understanding.training.limits import thresholds
from maraude.understanding.training.matrix import Vectors, everyday_words, stacked, vectors
from maraude.understanding.training.study import Study

NAME: Final = "maraude-linear"
_MISSPELT: Final = 0.2  # of the words of the second copy of each message: half the loss on misspelt text


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A model and what it was made from."""

    model: LinearModel
    train_lines: int
    train_writers: int
    dev_lines: int
    dev_writers: int


def train(folder: Path) -> Trained:
    """Train on `TRAIN_WRITERS`, choose thresholds on them (unseen, in turn) and on writers 41 to 48.

    The test writers (49 to 64) are never opened. Raises `BadCorpus`, `NoScikitLearn`.
    """
    lines = [*read_writers(folder, TRAIN_WRITERS), *plain_lines()]
    dev = read_writers(folder, DEV_WRITERS)
    model = fitted(lines, dev)
    return Trained(
        model=model,
        train_lines=len(lines),
        train_writers=len({line.writer for line in lines if line.writer != PLAIN}),
        dev_lines=len(dev),
        dev_writers=len({line.writer for line in dev}),
    )


def count_everyday(folder: Path) -> None:
    """Count everyday talk anew for the features of today, and keep the counts beside the corpus."""
    words = [line.text for line in (*read_writers(writers_folder(), TRAIN_WRITERS), *plain_lines())]
    reader = Reader(known=everyday_words([*words, *everyday_talk()]))
    write_background(learned_turns(folder), reader, background_file())


def fitted(lines: Sequence[LabelledLine], dev: Sequence[LabelledLine]) -> LinearModel:
    """Return the model learned from `lines` and everyday talk, its thresholds chosen on writers not learned from."""
    texts = [line.text for line in lines]
    talk = everyday_talk()
    known = everyday_words([*texts, *talk])
    reader = Reader(known=known)
    given, wanted = vectors(texts, reader), truth(lines)
    noisy = vectors(misspelt(texts, share=_MISSPELT), reader)
    calm = _calm(vectors(talk, reader), read_background(background_file()))
    study = Study(clean=given, noisy=noisy, truth=wanted, calm=calm)
    weights, biases = study.fitted(np.ones(len(lines), dtype=np.bool_), np.ones(calm.signs.shape[0], dtype=np.bool_))
    codes, scales = quantised(weights[:BUCKETS])
    stored = np.concatenate([codes * scales[:, None].astype(np.float64), weights[BUCKETS:]])
    unseen, unseen_calm = study.unseen(folds(lines, count=FOLDS))
    calibration = calibrate(unseen, wanted)
    dev_scores = scores_of(vectors([line.text for line in dev], reader), stored, biases)
    likely = probabilities(np.concatenate([unseen, dev_scores]), calibration)
    places = [LABELS.index(level) for level in LEVELS]
    scores, signs = np.concatenate([unseen, unseen_calm]), np.concatenate([given.signs, calm.signs])
    every = np.concatenate([wanted, np.zeros((len(unseen_calm), len(LABELS)), dtype=np.bool_)])
    turn = np.concatenate([folds(lines, count=FOLDS), np.arange(len(unseen_calm)) % FOLDS])
    likely[: len(unseen), places] = unseen_danger(scores, signs, every, fold=turn)[: len(unseen)]
    harmless = likely[: len(unseen)][~wanted[:, LABELS.index("watch")]]
    return LinearModel(
        name=NAME,
        version=version_of(lines, talk),
        labels=LABELS,
        codes=codes,
        scales=scales,
        signs=weights[BUCKETS:],
        biases=biases,
        calibration=calibration,
        thresholds=thresholds(likely, np.concatenate([wanted, truth(dev)]), harmless=harmless),
        known=known,
        trees=boosted(scores, signs, every),
    )


def _calm(talk: Vectors, background: Vectors | None) -> Vectors:
    """Return everyday talk, ours counted twice: it was written for what our readers get wrong."""
    return stacked([part for part in (background, talk, talk) if part is not None])


def version_of(lines: Sequence[LabelledLine], talk: Sequence[str]) -> str:
    """Name a model after what it learned from, so that a figure can be traced to its corpus."""
    read = background_file().read_bytes() if background_file().exists() else b""
    digest = hashlib.sha256(msgspec.json.encode([SIGNS, *lines, *talk]) + read)
    return f"3-{digest.hexdigest()[:10]}"
