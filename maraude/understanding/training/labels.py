"""The columns the model learns, and where each is true."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import numpy.typing as npt

from maraude.core.need import Need
from maraude.core.safety import RiskKind, RiskLevel
from maraude.understanding.corpus_lines import LabelledLine
from maraude.understanding.model.linear import GATE, KIND, LEVELS

LABELS: Final = (
    *(need.value for need in Need),
    GATE,
    *LEVELS,
    "other",
    *(f"{KIND}{kind.value}" for kind in RiskKind),
)

type Truth = npt.NDArray[np.bool_]


def truth(lines: Sequence[LabelledLine]) -> Truth:
    """Return lines x LABELS."""
    return np.array([[label in _labels(line) for label in LABELS] for line in lines], dtype=np.bool_)


def _labels(line: LabelledLine) -> set[str]:
    said = {need.value for need in line.needs} | {f"{KIND}{kind.value}" for kind in line.risk.kinds}
    if line.needs:
        said.add(GATE)
    if line.risk.level.is_alert:
        said.add("alert")
    if line.risk.level is not RiskLevel.NONE:
        said.add("watch")
    if line.slots.get("about") == "other":
        said.add("other")
    return said


def folds(lines: Sequence[LabelledLine], *, count: int) -> npt.NDArray[np.int64]:
    """Return the fold of each line; all lines of a writer share one, so that nobody helps to judge themselves."""
    order = {writer: place for place, writer in enumerate(sorted({line.writer or "" for line in lines}))}
    return np.array([order[line.writer or ""] % count for line in lines], dtype=np.int64)
