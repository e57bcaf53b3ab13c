"""Choosing thresholds on writers the model has not learned from, for a stated volume of false danger."""

from __future__ import annotations

from typing import Final

import numpy as np
import numpy.typing as npt

from maraude.core.need import Need
from maraude.understanding.model.features import Floats
from maraude.understanding.model.linear import GATE, Thresholds
from maraude.understanding.training.labels import LABELS, Truth

_GRID: Final = np.round(np.arange(0.10, 0.81, 0.02), 2)
_BETWEEN: Final = 0.30  # where a need without enough examples is cut
_DOUBT: Final = 0.55  # of the sure threshold: below, not even asked
_GATE: Final = 0.45  # below this probability of any need only a plain one is said: no F1 lost, half the noise
# Of the harmless lines of writers not learned from, half of them written to look like danger. Everyday talk of people
# who write to nobody in particular raises about a third of it (held out: docs/cards).
_ALERT_FALSE: Final = 0.08
_WATCH_FALSE: Final = 0.225
_SMOOTH: Final = 8.0  # examples of prior pulling a need's threshold towards the common one


def thresholds(likely: Floats, truth: Truth, *, harmless: Floats) -> dict[str, Thresholds]:
    """Return the thresholds of needs, gate, alert, watch and other, from calibrated probabilities on unseen writers.

    `harmless` are the probabilities of lines without danger, not learned from either: they set alert and watch.
    """
    needs = [need.value for need in Need]
    places = [LABELS.index(need) for need in needs]
    common = _best(likely[:, places].ravel(), truth[:, places].ravel())
    found = {GATE: Thresholds(sure=_GATE, doubt=_GATE)}
    for need, place in zip(needs, places, strict=True):
        sure = _near_best(likely[:, place], truth[:, place], common)
        found[need] = Thresholds(sure=sure, doubt=round(sure * _DOUBT, 3))
    for label, share in (("alert", _ALERT_FALSE), ("watch", _WATCH_FALSE)):
        sure = _for_share(harmless[:, LABELS.index(label)], share)
        found[label] = Thresholds(sure=sure, doubt=sure)
    other = LABELS.index("other")
    sure = _best(likely[:, other], truth[:, other])
    found["other"] = Thresholds(sure=sure, doubt=sure)
    return found


def _f1(likely: Floats, wanted: npt.NDArray[np.bool_], limit: float) -> float:
    said = likely >= limit
    right = float((said & wanted).sum())
    return 2 * right / max(1.0, float(said.sum() + wanted.sum()))


def _best(likely: Floats, wanted: npt.NDArray[np.bool_]) -> float:
    return float(max(_GRID, key=lambda limit: (_f1(likely, wanted, limit), limit)))


def _near_best(likely: Floats, wanted: npt.NDArray[np.bool_], common: float) -> float:
    """Pull the best threshold of a need towards the common one: thirty examples choose a threshold badly."""
    examples = float(wanted.sum())
    own = _best(likely, wanted) if examples else _BETWEEN
    return round((examples / 4 * own + _SMOOTH * common) / (examples / 4 + _SMOOTH), 3)


def _for_share(calm: Floats, share: float) -> float:
    """Return the threshold that lets this share of calm messages through."""
    return round(float(np.quantile(calm, 1 - share)), 4)
