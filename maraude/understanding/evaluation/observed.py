"""What the pipeline says of labelled lines, beside what the labellers said."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from maraude.core.need import Need
from maraude.core.safety import RiskLevel
from maraude.lib import clock
from maraude.understanding.corpus_lines import LabelledLine
from maraude.understanding.pipeline import Pipeline
from maraude.understanding.values import Slots, Understanding

COLUMNS = (*(need.value for need in Need), "alert", "watch")
SLOTS = ("age", "place", "status", "since")

type Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Observed:
    """`said` and `wanted` are lines x COLUMNS; `danger` the model's probability; `slots_right` lines x SLOTS."""

    lines: tuple[LabelledLine, ...]
    said: Marks
    wanted: Marks
    danger: npt.NDArray[np.float64]
    slots_right: Marks
    slots_given: Marks
    microseconds: npt.NDArray[np.float64]


def observe(lines: Sequence[LabelledLine], *, pipeline: Pipeline) -> Observed:
    """Run the pipeline on every line, timing each."""
    found: list[Understanding] = []
    spent: list[int] = []
    for line in lines:
        start = clock.nanoseconds()
        found.append(pipeline.understand(line.text))
        spent.append(clock.nanoseconds() - start)
    return Observed(
        lines=tuple(lines),
        said=np.array([_marks({one.need for one in each.needs}, each.risk.level) for each in found]),
        wanted=np.array([_marks(set(line.needs), line.risk.level) for line in lines]),
        danger=np.array([each.risk.score for each in found]),
        slots_right=np.array([_right(line, each.slots) for line, each in zip(lines, found, strict=True)]),
        slots_given=np.array([[line.slots.get(name) is not None for name in SLOTS] for line in lines]),
        microseconds=np.array(spent) / 1000,
    )


def _marks(needs: set[Need], level: RiskLevel) -> list[bool]:
    return [*(need in needs for need in Need), level.is_alert, level is not RiskLevel.NONE]


def _right(line: LabelledLine, slots: Slots) -> list[bool]:
    said = {
        "age": slots.age,
        "place": slots.place.text if slots.place else None,
        "status": slots.status,
        "since": slots.since,
    }
    return [_same(line.slots.get(name), said[name]) for name in SLOTS]


def _same(wanted: object, said: object) -> bool:
    """Compare a slot; a place may be labelled with its code, words without regard to case."""
    if isinstance(wanted, dict):
        wanted = wanted.get("text")
    if isinstance(wanted, str) and isinstance(said, str):
        return wanted.casefold().strip() == said.casefold().strip()
    return wanted == said
