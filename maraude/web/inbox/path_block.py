"""What the thread shows of a path: steps taken, what may be said next, what is not known yet."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from maraude.apps.people.models import Person
from maraude.apps.people.queries.path import path_of
from maraude.core.age import AgeBand, age_band
from maraude.core.path import Newness, Step

SOON = (Step.REACHED, Step.SPOTTED, Step.ENGAGED)
LATER = (Step.RECEIVED, Step.ENTERED, Step.SUSTAINED_3M, Step.SUSTAINED_6M)
EXITS = (Step.DECLINED, Step.LOST_TOUCH, Step.REORIENTED)


def path_context(person: Person, facts: Mapping[str, Any]) -> dict[str, Any]:
    """Return what the block shows: steps taken, what may be said next, and what is not known yet."""
    path = path_of(person)
    said = facts.get("age")
    return {
        "path": path,
        "path_soon": [step for step in SOON if not path.has(step)],
        "path_later": [step for step in LATER if not path.has(step)],
        "path_exits": [step for step in EXITS if not path.has(step)],
        "asks_newness": path.has(Step.REACHED) and not person.newness,
        "newness_answers": tuple(Newness),
        "age_bands": tuple(AgeBand),
        "said_band": age_band(said) if isinstance(said, int) and person.age_band == AgeBand.UNSAID else None,
    }
