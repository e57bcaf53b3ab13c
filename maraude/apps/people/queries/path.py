"""Where somebody stands on their path, for who works with them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from maraude.apps.people.models import PathStep, Person
from maraude.core.path import POINTS, SIDES, Step, current_exit, furthest


@dataclass(frozen=True, slots=True, kw_only=True)
class StepTaken:
    """A step as it is shown; `by` is empty when the program noticed it."""

    step: Step
    at: datetime
    by: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PathView:
    """The steps in order, where the person stands, and the exit they are in, if any."""

    taken: Sequence[StepTaken]
    stands_at: Step | None
    has_left: Step | None

    def has(self, step: Step) -> bool:
        """Say whether this step was taken."""
        return any(one.step == step for one in self.taken)


def path_of(person: Person) -> PathView:
    """Return the path of a person, in one query."""
    rows = PathStep.objects.filter(person_id=person.id, taken_back_at__isnull=True)
    found = rows.values_list("step", "at", "by__display_name")
    taken = [StepTaken(step=Step(step), at=at, by=by or "") for step, at, by in found]
    order = (*POINTS, *SIDES)
    dates = {one.step: one.at for one in taken}
    return PathView(
        taken=sorted(taken, key=lambda one: order.index(one.step)),
        stands_at=furthest(dates.keys()),
        has_left=current_exit(dates, last_heard_at=person.last_inbound_at),
    )
