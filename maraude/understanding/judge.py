"""What the model makes of a reading: needs found, needs to ask about, danger it would raise."""

from __future__ import annotations

from typing import Final

import numpy as np

from maraude.core.need import Need
from maraude.core.safety import RiskKind, RiskLevel
from maraude.understanding.lexicon.book import questions
from maraude.understanding.model.features import Features
from maraude.understanding.model.linear import GATE, LinearModel
from maraude.understanding.reading import Reading
from maraude.understanding.rules import disjoint
from maraude.understanding.values import NeedDoubt, NeedFound, Risk, Span

_SHARE: Final = 0.5  # of the heaviest word's weight: lighter words are not shown
_PLAIN: Final = 0.8  # a need as likely as that needs no gate: « je cherche un travail »
_MOST_WORDS: Final = 6
_MOST_QUESTIONS: Final = 3
_KIND_SURE: Final = 0.3
# What an association may ask for: thresholds of danger times this. Never above 1: more careful, not less.
CAUTIONS: Final = (1.0, 0.7, 0.45)


def needs_by_model(
    model: LinearModel, reading: Reading, features: Features, probabilities: dict[str, float]
) -> tuple[tuple[NeedFound, ...], tuple[NeedDoubt, ...]]:
    """Return the needs at or above their threshold, best first, and those in the abstention band, most likely first."""
    found, doubts = [], []
    is_need = probabilities[GATE] >= model.thresholds[GATE].sure
    for need in Need:
        score, limits = probabilities[need.value], model.thresholds[need.value]
        if score >= limits.sure and (is_need or score >= _PLAIN):
            spans = _phrase_spans(reading, need) or _weight_spans(model, reading, features, need.value)
            found.append(NeedFound(need=need, score=round(score, 4), evidence=spans, source="model"))
        elif score >= limits.doubt:
            french, english = questions(need)
            doubts.append(NeedDoubt(need=need, score=round(score, 4), question_fr=french, question_en=english))
    found.sort(key=lambda one: -one.score)
    doubts.sort(key=lambda one: -one.score)
    return tuple(found), tuple(doubts[:_MOST_QUESTIONS])


def danger_by_model(
    model: LinearModel, reading: Reading, features: Features, probabilities: dict[str, float], *, caution: int = 0
) -> Risk:
    """Return the danger the model would raise: urgent at its alert threshold, concern at its watch threshold.

    `caution` (0, 1, 2) lowers both thresholds (`CAUTIONS`).
    """
    alert, watch = probabilities["alert"], probabilities["watch"]
    score = round(watch, 4)
    if alert >= model.thresholds["alert"].sure * CAUTIONS[caution]:
        level, label = RiskLevel.URGENT, "alert"
    elif watch >= model.thresholds["watch"].sure * CAUTIONS[caution]:
        level, label = RiskLevel.CONCERN, "watch"
    else:
        return Risk(score=score)
    return Risk(
        level=level,
        kinds=_kinds(probabilities),
        score=score,
        evidence=_weight_spans(model, reading, features, label),
        about="other" if probabilities["other"] >= model.thresholds["other"].sure else "self",
    )


def _kinds(probabilities: dict[str, float]) -> tuple[RiskKind, ...]:
    ranked = sorted(RiskKind, key=lambda kind: -probabilities[f"kind:{kind}"])
    return (ranked[0], *(kind for kind in ranked[1:3] if probabilities[f"kind:{kind}"] >= _KIND_SURE))


def _phrase_spans(reading: Reading, need: Need) -> tuple[Span, ...]:
    return disjoint({reading.span(hit.first, hit.last) for hit in reading.hits if hit.label == f"need:{need.value}"})


def _weight_spans(model: LinearModel, reading: Reading, features: Features, label: str) -> tuple[Span, ...]:
    """Return the words that weigh most for a label; the whole text's first word never stands in for nothing."""
    weights = model.weight_of_words(features, label, count=len(reading.folded))
    if not len(weights) or weights.max() <= 0:
        return ()
    heaviest = np.argsort(-weights, kind="stable")[:_MOST_WORDS]
    chosen = [int(index) for index in heaviest if weights[index] >= _SHARE * weights.max()]
    return disjoint({reading.span(index, index) for index in chosen})
