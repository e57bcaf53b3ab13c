"""What the demo's association did before the demo: invented paths over four months, for its report to show."""

from __future__ import annotations

from datetime import datetime, timedelta
from random import Random
from typing import Final

from maraude.apps.people.actions.meet_people import new_person
from maraude.apps.people.actions.record_step import record_step
from maraude.apps.people.models import PathStep, Person
from maraude.core.age import AgeBand
from maraude.core.path import Newness, Step

PEOPLE: Final = 90
_DAYS: Final = 120
_DOORS: Final = ("affiche-lycee-vauban", "stream-lumo", "discord-atelier", "flyer-gare", "")
# The chance to go on from one point to the next, and the days it takes at most: invented, not measured.
_ONWARD: Final = (
    (Step.REACHED, 0.72, 4),
    (Step.BONDED, 0.66, 12),
    (Step.ENGAGED, 0.55, 20),
    (Step.ORIENTED, 0.7, 14),
    (Step.RECEIVED, 0.68, 18),
    (Step.ENTERED, 0.6, 30),
)
_EXITS: Final = (Step.LOST_TOUCH, Step.LOST_TOUCH, Step.LOST_TOUCH, Step.DECLINED, Step.REORIENTED)


def play_history(*, org_id: int, worker_id: int, ends_at: datetime, seed: int = 7) -> None:
    """Give invented people dated steps, the same for the same seed, in the current tenant."""
    random = Random(seed)  # noqa: S311 - a simulation, repeatable by its seed
    for _ in range(PEOPLE):
        person_id, _key = new_person(org_id=org_id)
        path = _path(random, ends_at)
        for step, at in path.items():
            by = None if step.is_automatic else worker_id
            record_step(person_id=person_id, step=step, at=at, by_user_id=by)
        PathStep.objects.filter(person_id=person_id).update(door=random.choice(_DOORS), channel="generic")
        Person.objects.filter(id=person_id).update(
            age_band=random.choice(list(AgeBand)[1:]),
            newness=random.choice([*Newness, Newness.YES, ""]) if Step.REACHED in path else "",
        )


def _path(random: Random, ends_at: datetime) -> dict[Step, datetime]:
    at = ends_at - timedelta(days=random.uniform(0, _DAYS))
    path = {Step.MET: at}
    for step, chance, most_days in _ONWARD:
        later = at + timedelta(days=random.uniform(most_days / 8, most_days))
        if later > ends_at:
            return path
        if random.random() > chance:
            if random.random() < 0.6:
                path[random.choice(_EXITS)] = later
            return path
        path[step] = at = later
        if step == Step.REACHED and random.random() < 0.5:
            path[Step.SPOTTED] = later
    return path
