"""The path of a person: where it can lead, what a program notices, what only a person may say (domain.md)."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from zoneinfo import ZoneInfo

from maraude.core.errors import Refused


class Step(StrEnum):
    """A transition of somebody's path: ten points in order, any may be skipped, and four exits."""

    MET = "met"
    REACHED = "reached"
    SPOTTED = "spotted"
    BONDED = "bonded"
    ENGAGED = "engaged"
    ORIENTED = "oriented"
    RECEIVED = "received"
    ENTERED = "entered"
    SUSTAINED_3M = "sustained_3m"
    SUSTAINED_6M = "sustained_6m"
    DECLINED = "declined"
    LOST_TOUCH = "lost_touch"
    REORIENTED = "reoriented"
    STOPPED = "stopped"

    @property
    def is_side(self) -> bool:
        """Say whether this is an exit, not a point of the path."""
        return self in SIDES

    @property
    def is_automatic(self) -> bool:
        """Say whether the program may notice this step by itself; beyond `bonded` it never does."""
        return self in AUTOMATIC


SIDES = (Step.DECLINED, Step.LOST_TOUCH, Step.REORIENTED, Step.STOPPED)
POINTS = tuple(step for step in Step if step not in SIDES)
AUTOMATIC = frozenset({Step.MET, Step.BONDED, Step.STOPPED})

# An exchange ends after so long without a word: the next word begins another one.
SILENCE = timedelta(hours=6)


class OnlyByAPerson(Refused):
    """Only a person may say that somebody took this step; a program never does."""

    code = "only_by_a_person"


# What closing a conversation says of the path: two taps, and nothing to fill in.
_BY_OUTCOME = {
    "oriented": Step.ORIENTED,
    "declined": Step.DECLINED,
    "reoriented": Step.REORIENTED,
    "unreachable": Step.LOST_TOUCH,
}


def step_of_outcome(outcome: str) -> Step | None:
    """Return the step that an end of conversation says, None when it says none.

    >>> step_of_outcome("unreachable"), step_of_outcome("answered")
    (<Step.LOST_TOUCH: 'lost_touch'>, None)
    """
    return _BY_OUTCOME.get(outcome)


class Newness(StrEnum):
    """Whether no mission locale nor France Travail knows the person, or no adviser saw them for five months or more."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bond:
    """From when a bond is one: so many exchanges, over so many different days. Both are the association's to set."""

    exchanges: int = 3
    days: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A message between a young person and a person of the association (never a machine's line)."""

    at: datetime
    by_young_person: bool


def furthest(steps: Collection[Step]) -> Step | None:
    """Return the furthest point of a path, exits left aside.

    >>> furthest({Step.MET, Step.ENGAGED, Step.LOST_TOUCH})
    <Step.ENGAGED: 'engaged'>
    """
    return next((point for point in reversed(POINTS) if point in steps), None)


def current_exit(steps: Mapping[Step, datetime], *, last_heard_at: datetime | None) -> Step | None:
    """Return the latest exit of a path, or None when there is none or the young person wrote again after it."""
    exits = [(at, side) for side, at in steps.items() if side in SIDES]
    if not exits:
        return None
    at, side = max(exits, key=lambda one: (one[0], SIDES.index(one[1])))
    return None if last_heard_at is not None and last_heard_at > at else side


def met_at(said: Sequence[Said]) -> datetime | None:
    """Return the instant the young person was first answered by a person, or None."""
    heard_at = min((one.at for one in said if one.by_young_person), default=None)
    if heard_at is None:
        return None
    return min((one.at for one in said if not one.by_young_person and one.at >= heard_at), default=None)


def bonded_at(said: Sequence[Said], *, bond: Bond, zone: ZoneInfo) -> datetime | None:
    """Return the instant a bond was one, or None: enough exchanges, over enough days, one begun by the young person.

    An exchange is a run of messages without six hours of silence, in which both sides spoke. It belongs to the day
    (of the association's time zone) on which it began, and counts from the first word of the second side.
    """
    exchanges, days, was_begun_by_them = 0, set(), False
    for run in _runs(sorted(said, key=lambda one: one.at)):
        answered = next((one.at for one in run if one.by_young_person != run[0].by_young_person), None)
        if answered is None:
            continue
        exchanges += 1
        days.add(run[0].at.astimezone(zone).date())
        was_begun_by_them = was_begun_by_them or run[0].by_young_person
        if was_begun_by_them and exchanges >= bond.exchanges and len(days) >= bond.days:
            return answered
    return None


def _runs(said: Sequence[Said]) -> Iterator[list[Said]]:
    run = list(said[:1])
    for before, after in pairwise(said):
        if after.at - before.at >= SILENCE:
            yield run
            run = []
        run.append(after)
    if run:
        yield run
