"""What anybody would try first, in the same run: words and a logistic regression, trained on the same writers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from maraude.understanding.corpus_lines import TRAIN_WRITERS, LabelledLine, read_writers, writers_folder
from maraude.understanding.evaluation.figures import NEEDS
from maraude.understanding.evaluation.observed import COLUMNS
from maraude.understanding.training.labels import LABELS, truth
from maraude.understanding.training.matrix import library

_FALSE: Final = 0.15  # of the lines without danger, to compare recalls at equal cost

type Scores = npt.NDArray[np.float64]


def words_and_regression(lines: Sequence[LabelledLine]) -> dict[str, float]:
    """Return macro-F1, micro-F1 and alert recall of word TF-IDF with logistic regression (scikit-learn's defaults).

    Each label is cut at the probability that gives the best F1 on the training lines' own held-out fifth.
    """
    known = read_writers(writers_folder(), TRAIN_WRITERS)
    vectoriser = library("sklearn.feature_extraction.text").TfidfVectorizer(min_df=2, ngram_range=(1, 2))
    given = vectoriser.fit_transform([line.text for line in known])
    asked, labels, wanted = vectoriser.transform([line.text for line in lines]), truth(known), truth(lines)
    held = np.array([int((line.writer or "w0")[1:]) % 5 == 0 for line in known])
    said, scores = np.zeros((len(lines), NEEDS), dtype=np.bool_), np.zeros(len(lines))
    for at, name in enumerate(COLUMNS[: NEEDS + 1]):
        place = LABELS.index(name)
        regression = library("sklearn.linear_model").LogisticRegression(C=10.0, max_iter=1000)
        regression.fit(given[~held], labels[~held, place])
        cut = _best_cut(regression.predict_proba(given[held])[:, 1], labels[held, place])
        regression.fit(given, labels[:, place])
        likely = regression.predict_proba(asked)[:, 1]
        if at < NEEDS:
            said[:, at] = likely >= cut
        else:
            scores = likely
    return {
        "macro_f1": round(float(np.mean([_f1(said[:, at], wanted[:, at]) for at in range(NEEDS)])), 4),
        "micro_f1": round(_f1(said.ravel(), wanted[:, :NEEDS].ravel()), 4),
        f"alert_recall_at_{_FALSE:.2f}_false": _recall(scores, wanted),
    }


def _recall(scores: Scores, wanted: npt.NDArray[np.bool_]) -> float:
    limit = np.quantile(scores[~wanted[:, LABELS.index("watch")]], 1 - _FALSE)
    return round(float((scores[wanted[:, LABELS.index("alert")]] > limit).mean()), 4)


def _best_cut(likely: Scores, wanted: npt.NDArray[np.bool_]) -> float:
    return float(max(np.arange(0.1, 0.7, 0.05), key=lambda cut: _f1(likely >= cut, wanted)))


def _f1(said: npt.NDArray[np.bool_], wanted: npt.NDArray[np.bool_]) -> float:
    return 2 * float((said & wanted).sum()) / max(1.0, float(said.sum() + wanted.sum()))
