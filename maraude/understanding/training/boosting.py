"""Fitting the trees that judge danger, on scores their linear models gave to writers they had not seen."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
import numpy.typing as npt

from maraude.understanding.model.features import Floats
from maraude.understanding.model.linear import LEVELS
from maraude.understanding.model.trees import Trees
from maraude.understanding.training.fit import FOLDS
from maraude.understanding.training.labels import LABELS, Truth
from maraude.understanding.training.matrix import library

_TREES: Final = 150  # chosen on dev among 100 to 300 trees of 8 to 31 leaves
_LEAVES: Final = 15
_PACE: Final = 0.05
_PENALTY: Final = 5.0
_SEED: Final = 0


def boosted(scores: Floats, signs: Floats, truth: Truth) -> Trees:
    """Return trees for each level of danger; rows are messages, everyday talk included."""
    given = np.concatenate([scores, signs], axis=1)
    return _flat([fitted_booster(given, truth[:, LABELS.index(level)]) for level in LEVELS])


def unseen_danger(scores: Floats, signs: Floats, truth: Truth, *, fold: npt.NDArray[np.int64]) -> Floats:
    """Return messages x levels: probabilities from trees that did not learn from the message's fold."""
    given = np.concatenate([scores, signs], axis=1)
    likely = np.zeros((len(given), len(LEVELS)))
    for number in range(FOLDS):
        held = fold == number
        for place, level in enumerate(LEVELS):
            fitted = fitted_booster(given[~held], truth[~held, LABELS.index(level)])
            likely[held, place] = fitted.predict_proba(given[held])[:, 1]
    return likely


def fitted_booster(given: Floats, wanted: npt.NDArray[np.bool_]) -> Any:  # noqa: ANN401 - scikit-learn has no types
    """Return scikit-learn's own booster, fitted for one level."""
    booster = library("sklearn.ensemble").HistGradientBoostingClassifier(
        max_iter=_TREES,
        learning_rate=_PACE,
        max_leaf_nodes=_LEAVES,
        l2_regularization=_PENALTY,
        early_stopping=False,
        random_state=_SEED,
    )
    return booster.fit(given, wanted)


def _flat(boosters: list[Any]) -> Trees:
    """Lay the nodes of all trees out one after the other; a test holds the answers to scikit-learn's own."""
    nodes: list[Any] = []
    roots: list[list[int]] = []
    for booster in boosters:
        roots.append([])
        for (tree,) in booster._predictors:  # noqa: SLF001 - the only way to its nodes; pinned, and tested
            roots[-1].append(sum(len(one) for one in nodes))
            nodes.append(tree.nodes)
    begins = np.repeat(np.array(roots).ravel(), [len(one) for one in nodes])
    every = np.concatenate(nodes)
    leaf, itself = every["is_leaf"].astype(bool), np.arange(len(every))
    return Trees(
        cells=np.where(leaf, 0, every["feature_idx"]).astype(np.int64),
        limits=np.where(leaf, 0.0, every["num_threshold"]),
        lower=np.where(leaf, itself, begins + every["left"]).astype(np.int64),
        higher=np.where(leaf, itself, begins + every["right"]).astype(np.int64),
        worths=np.where(leaf, every["value"], 0.0),
        roots=np.array(roots, dtype=np.int64),
        starts=np.array([float(booster._baseline_prediction.ravel()[0]) for booster in boosters]),  # noqa: SLF001
        depth=int(every["depth"].max()),
    )
