"""The people met in a period, and how far they have gone since: what the drawing of a report shows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from maraude.core.figures import DRAWN, Between, ExitCounts, PersonPath
from maraude.core.indicators import delays
from maraude.core.path import Step, current_exit


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One state of the drawing: how many got at least this far, and what became of those who got no further."""

    step: Step
    people: int
    still_here: int
    left: ExitCounts
    median_days: float | None  # since the state before

    @property
    def lost(self) -> int:
        """Return how many left from here."""
        return self.left.declined + self.left.lost_touch + self.left.reoriented + self.left.stopped


def stages(paths: Sequence[PersonPath], met: Between) -> tuple[Stage, ...]:
    """Return the states of the drawing, for the people met in this period, as things stand today.

    Each stage holds the next: `people` is those of the next stage, and those who are still here, and those who left.
    Somebody who wrote again after an exit is still here.
    """
    cohort = [path for path in paths if path.steps.get(Step.MET) in met]
    ends = Counter(_end(path) for path in cohort)
    since = {delay.until: delay.median_days for delay in delays(cohort)[:-1]}
    found: list[Stage] = []
    beyond = 0
    for step in reversed(DRAWN):
        left = ExitCounts(**{name: ends[step, Step(name)] for name in ExitCounts.__dataclass_fields__})
        still_here = ends[step, None]
        beyond += still_here + left.declined + left.lost_touch + left.reoriented + left.stopped
        found.append(Stage(step=step, people=beyond, still_here=still_here, left=left, median_days=since.get(step)))
    return tuple(reversed(found))


def losses(found: Sequence[Stage]) -> list[int]:
    """Return how many did not go from each stage to the next, for whatever reason."""
    return [before.people - after.people for before, after in pairwise(found)]


def _end(path: PersonPath) -> tuple[Step, Step | None]:
    last = next(step for step in reversed(DRAWN) if step in path.steps)
    return last, current_exit(path.steps, last_heard_at=path.last_heard_at)
