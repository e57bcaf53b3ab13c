"""What is read of somebody who asked for no help from a program: the floor rules of danger, and nothing else."""

from __future__ import annotations

from maraude.understanding.danger import screen
from maraude.understanding.pipeline import FLOOR
from maraude.understanding.values import Risk, Understanding


def read_danger_only(text: str) -> Understanding:
    """Return the danger that the floor rules see; no need, no fact, no model. Total, like the whole pipeline."""
    seen = screen(text)
    risk = Risk(level=seen.level, kinds=seen.kinds, rules=seen.rules, evidence=seen.evidence, about=seen.about)
    return Understanding(risk=risk, model=FLOOR)
