"""The path as a drawing: where each bar begins and ends, in hundredths of its width; the template only places them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maraude.core.cohort import Stage

ROW = 104  # pixels from one stage to the next: a label, a bar, a line of words, a delay
BAR_TOP, WORDS, DELAY = 24, 68, 92


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """A stage as it is drawn. Lengths are texts, so that no language puts a comma in them."""

    stage: Stage
    went_on: int
    top: int
    bar_top: int
    words_at: int
    delay_at: int
    went_on_width: str
    still_here_x: str
    still_here_width: str
    left_x: str
    left_width: str
    share: int  # hundredths of those met


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """All bars, and the height of the whole."""

    bars: Sequence[Bar]
    height: int


def drawing(stages: Sequence[Stage]) -> Drawing:
    """Return the drawing of a path: the first bar is as wide as the page, the others in proportion."""
    whole = max(1, stages[0].people)
    bars = []
    for place, stage in enumerate(stages):
        top = place * ROW + 18
        went_on = stage.people - stage.still_here - stage.lost
        bars.append(
            Bar(
                stage=stage,
                went_on=went_on,
                top=top,
                bar_top=place * ROW + BAR_TOP,
                words_at=place * ROW + WORDS,
                delay_at=place * ROW + DELAY,
                went_on_width=_percent(went_on, whole),
                still_here_x=_percent(went_on, whole),
                still_here_width=_percent(stage.still_here, whole),
                left_x=_percent(went_on + stage.still_here, whole),
                left_width=_percent(stage.lost, whole),
                share=round(100 * stage.people / whole),
            )
        )
    return Drawing(bars=bars, height=len(bars) * ROW - (ROW - WORDS - 8))


def _percent(part: int, whole: int) -> str:
    return f"{100 * part / whole:.2f}%"
