"""The trees that judge danger answer as scikit-learn's do, and a file whose trees lead nowhere is refused."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from maraude.understanding.model.features import SIGNS
from maraude.understanding.model.files import BadModel, load_model, save_model, shipped_folder
from maraude.understanding.model.linear import LEVELS
from maraude.understanding.model.trees import Trees
from maraude.understanding.training.labels import LABELS


def test_they_answer_as_scikit_learn_does() -> None:
    pytest.importorskip("sklearn", reason="the extra « train » is not installed")
    from maraude.understanding.training.boosting import boosted, fitted_booster  # noqa: PLC0415 - the extra

    random = np.random.default_rng(3)
    scores = random.normal(size=(400, len(LABELS)))
    signs = random.poisson(0.3, size=(400, len(SIGNS))).astype(np.float64)
    truth = np.zeros((400, len(LABELS)), dtype=np.bool_)
    for level in LEVELS:
        truth[:, LABELS.index(level)] = scores[:, 0] * signs[:, 1] + random.normal(size=400) > 0.5
    trees = boosted(scores, signs, truth)
    for place, level in enumerate(LEVELS):
        given = np.concatenate([scores, signs], axis=1)
        theirs = fitted_booster(given, truth[:, LABELS.index(level)]).predict_proba(given)[:, 1]
        ours = [trees.probabilities(one, other)[place] for one, other in zip(scores, signs, strict=True)]
        assert np.allclose(ours, theirs)


@pytest.mark.parametrize(
    "broken",
    [
        {"depth": 0},
        {"depth": 1_000_000},
        {"cells": np.full(3, 10**6)},
        {"lower": np.array([1, 1, 3])},
        {"worths": np.array([0.0, np.nan, 0.0])},
        {"limits": np.zeros(2)},
        {"roots": np.array([[0]])},
    ],
)
def test_trees_that_lead_nowhere_are_refused(tmp_path: Path, broken: dict[str, Any]) -> None:
    sound = Trees(
        cells=np.zeros(3, dtype=np.int64),
        limits=np.zeros(3),
        lower=np.array([1, 1, 2]),
        higher=np.array([2, 1, 2]),
        worths=np.array([0.0, -1.0, 1.0]),
        roots=np.array([[0], [0]]),
        starts=np.zeros(2),
        depth=1,
    )
    folder = Path(shutil.copytree(shipped_folder(), tmp_path / "model"))
    save_model(replace(load_model(folder), trees=sound), folder)
    assert load_model(folder).trees.depth == 1
    save_model(replace(load_model(folder), trees=replace(sound, **broken)), folder)
    with pytest.raises(BadModel, match="trees"):
        load_model(folder)
