"""The one question a young person finds behind a short address: answered with one touch, it names nobody."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from maraude.core.attendance import Said
from maraude.core.follow_up import check_due
from maraude.core.referral import ATTENDED, State


class Question(StrEnum):
    """What is asked now."""

    WHICH_TIME = "which_time"
    COMING = "coming"  # agreed: only "I cannot any more" is left to say
    WENT = "went"
    ANOTHER = "another"
    STILL_3M = "still_3m"
    STILL_6M = "still_6m"
    NOTHING = "nothing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a hand-over stands for its young person."""

    state: State
    offered: Sequence[datetime] = ()
    appointment_at: datetime | None = None
    is_agreed: bool = False
    said: str = ""
    wants_another: bool = False
    entered_at: datetime | None = None
    said_still_3m: bool = False
    said_still_6m: bool = False


def one_question(standing: Standing, *, at: datetime) -> Question:
    """Return what to ask a young person now.

    >>> one_question(Standing(state=State.REFUSED), at=datetime(2026, 12, 1)).value
    'nothing'
    """
    if standing.state is State.ENTERED:
        return _about_what_began(standing, at)
    if standing.state is State.MISSED or (standing.said == Said.MISSED and standing.state is not State.RECEIVED):
        return Question.NOTHING if standing.wants_another else Question.ANOTHER
    if standing.state is State.SLOT_OFFERED and not standing.is_agreed and any(hour > at for hour in standing.offered):
        return Question.WHICH_TIME
    if standing.state not in {State.TAKEN, State.SLOT_OFFERED, *ATTENDED}:
        return Question.NOTHING
    if standing.appointment_at is not None and standing.appointment_at > at:
        return Question.COMING if standing.state is State.SLOT_OFFERED else Question.NOTHING
    return Question.WENT if standing.said in {"", Said.NOT_YET} else Question.NOTHING


def _about_what_began(standing: Standing, at: datetime) -> Question:
    if standing.entered_at is None:
        return Question.NOTHING
    due = check_due(standing.entered_at, at=at, still_3m=standing.said_still_3m, still_6m=standing.said_still_6m)
    return {3: Question.STILL_3M, 6: Question.STILL_6M}.get(due or 0, Question.NOTHING)
