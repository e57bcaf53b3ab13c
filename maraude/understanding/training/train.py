"""Rebuilding the shipped model from the shipped corpus: the same corpus gives the same bytes on the same machine."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import msgspec
import numpy as np

from maraude.understanding.corpus_lines import DEV_WRITERS, TRAIN_WRITERS, LabelledLine, read_writers
from maraude.understanding.model.features import BUCKETS, SIGNS
from maraude.understanding.model.linear import LinearModel, quantised
from maraude.understanding.reading import Reader
from maraude.understanding.training.fit import FOLDS, calibrate, fit, probabilities, scores_of, unseen_scores
from maraude.understanding.training.labels import LABELS, folds, truth
from maraude.understanding.training.limits import thresholds
from maraude.understanding.training.matrix import everyday_words, vectors

NAME: Final = "maraude-linear"


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A model and what it was made from."""

    model: LinearModel
    train_lines: int
    train_writers: int
    dev_lines: int
    dev_writers: int


def train(folder: Path) -> Trained:
    """Train on writers 1 to 40, choose thresholds on them (unseen, in turn) and on writers 41 to 48.

    The test writers (49 and above) are never opened. Raises `BadCorpus`, `NoScikitLearn`.
    """
    lines, dev = read_writers(folder, TRAIN_WRITERS), read_writers(folder, DEV_WRITERS)
    model = fitted(lines, dev)
    return Trained(
        model=model,
        train_lines=len(lines),
        train_writers=len({line.writer for line in lines}),
        dev_lines=len(dev),
        dev_writers=len({line.writer for line in dev}),
    )


def fitted(lines: Sequence[LabelledLine], dev: Sequence[LabelledLine]) -> LinearModel:
    """Return the model learned from `lines`, its thresholds chosen on writers not learned from."""
    texts = [line.text for line in lines]
    known = everyday_words(texts)
    reader = Reader(known=known)
    given, wanted = vectors(texts, reader), truth(lines)
    weights, biases = fit(given, wanted)
    codes, scales = quantised(weights[:BUCKETS])
    stored = np.concatenate([codes * scales[:, None].astype(np.float64), weights[BUCKETS:]])
    unseen = unseen_scores(given, wanted, folds(lines, count=FOLDS))
    calibration = calibrate(unseen, wanted)
    dev_scores = scores_of(vectors([line.text for line in dev], reader), stored, biases)
    likely = probabilities(np.concatenate([unseen, dev_scores]), calibration)
    return LinearModel(
        name=NAME,
        version=_version(lines),
        labels=LABELS,
        codes=codes,
        scales=scales,
        signs=weights[BUCKETS:],
        biases=biases,
        calibration=calibration,
        thresholds=thresholds(likely, np.concatenate([wanted, truth(dev)])),
        known=known,
    )


def _version(lines: Sequence[LabelledLine]) -> str:
    """Name a model after what it learned from, so that a figure can be traced to its corpus."""
    digest = hashlib.sha256(msgspec.json.encode([SIGNS, *lines]))
    return f"1-{digest.hexdigest()[:10]}"
