"""Needs by rules alone: what is said when no model is there, and a floor under the comparators."""

from __future__ import annotations

from collections import defaultdict
from typing import Final

from maraude.core.need import Need
from maraude.understanding.lexicon.phrases import Hit
from maraude.understanding.reading import Reading
from maraude.understanding.values import NeedFound, Span

_HELP: Final = frozenset(["asks", "lacks", "wants"])
_SURE: Final = 0.7  # not calibrated: what these rules were worth on the training writers, roughly
_LONGEST_MENTION: Final = 3


def needs_by_rule(reading: Reading) -> tuple[NeedFound, ...]:
    """Return the needs whose phrase stands in a message that asks, lacks or wants, and does not only mention."""
    labels = {hit.label for hit in reading.hits}
    if not labels & _HELP or "mentions" in labels or "settled" in labels:
        return ()
    spans: dict[Need, set[Span]] = defaultdict(set)
    for hit in reading.hits:
        if hit.label.startswith("need:") and _tells(hit, reading):
            spans[Need(hit.label.removeprefix("need:"))].add(reading.span(hit.first, hit.last))
    return tuple(
        NeedFound(need=need, score=_SURE, evidence=disjoint(found), source="rule")
        for need, found in sorted(spans.items())
    )


def _tells(hit: Hit, reading: Reading) -> bool:
    """A lone short word (« lit », « b1 ») is too often something else."""
    return hit.last > hit.first or len(reading.folded[hit.first]) > _LONGEST_MENTION


def disjoint(spans: set[Span]) -> tuple[Span, ...]:
    """Return spans sorted, those that touch or overlap made one.

    >>> disjoint({(4, 9), (0, 5), (20, 22)})
    ((0, 9), (20, 22))
    """
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1] + 1:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
