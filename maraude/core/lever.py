"""What may move somebody: approved words for a worker, by lever, moment of change and need. Nothing is sent by itself.

Levers come from self-determination theory (Deci and Ryan, 2000) and motivational interviewing (Miller and Rollnick);
the moments are those of Prochaska and DiClemente, as the *worker* sees them, asked each time and never written in
a file. Which lever leads may be decided by a policy (`core.lever_policy`). Effects are small: see
docs/algorithms/levers.md.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from enum import StrEnum

MOST_SHOWN = 3


class Lever(StrEnum):
    """What a suggestion rests on."""

    AUTONOMY = "autonomy"
    COMPETENCE = "competence"
    BELONGING = "belonging"
    SMALL_STEP = "small_step"
    RECOGNITION = "recognition"
    CURIOSITY = "curiosity"
    LISTENING = "listening"  # always there


class Moment(StrEnum):
    """Where somebody is with a change, in the worker's eyes."""

    NOT_YET = "not_yet"
    WONDERING = "wondering"
    GETTING_READY = "getting_ready"
    DOING = "doing"
    SLIPPED = "slipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suggestion:
    """Words a worker may put in their answer and change; empty moments and needs mean any."""

    id: str
    lever: Lever
    moments: frozenset[Moment]
    needs: frozenset[str]
    words: str
    why: str


def shown(
    suggestions: Sequence[Suggestion],
    *,
    moment: Moment | None,
    needs: Collection[str],
    seed: str,
    lead: Lever | None = None,
) -> Sequence[Suggestion]:
    """Return three suggestions at most, each of another lever; listening is apart.

    `lead` is the lever whose suggestion goes first, when it was decided (`core.lever_policy`). Which of the others
    comes first is drawn with equal chances, the same for the same seed: nothing is preferred.
    """
    fitting = [one for one in suggestions if one.lever is not Lever.LISTENING and _fits(one, moment, needs)]
    random.Random(seed).shuffle(fitting)  # noqa: S311 - a fair order, no secret
    by_lever: dict[Lever, Suggestion] = {}
    for one in sorted(fitting, key=lambda one: not one.needs):  # what speaks of their need goes before what suits all
        by_lever.setdefault(one.lever, one)
    return sorted(by_lever.values(), key=lambda one: one.lever is not lead)[:MOST_SHOWN]


def fitting_levers(
    suggestions: Sequence[Suggestion], *, moment: Moment | None, needs: Collection[str]
) -> Sequence[Lever]:
    """Return the levers that have something to say here, listening apart, in the order of `Lever`."""
    found = {one.lever for one in suggestions if _fits(one, moment, needs)}
    return [lever for lever in Lever if lever in found and lever is not Lever.LISTENING]


def _fits(one: Suggestion, moment: Moment | None, needs: Collection[str]) -> bool:
    if one.moments and (moment is None or moment not in one.moments):
        return False
    return not one.needs or bool(one.needs.intersection(needs))
