"""How a structure answered what we sent it, and what came of it (docs/algorithms/outcomes.md). Never of a person."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import timedelta

from maraude.core.referral import Reason, State

LOOKS_BACK = timedelta(days=183)  # what a structure did longer ago says little of who works there now
_LATE_FROM = 2

# Reasons that speak of the person's own way, not of what this door gives: they count for nothing.
_NOT_OF_THE_STRUCTURE = frozenset(
    {
        Reason.UNREACHABLE,
        Reason.ABSENT,
        Reason.IN_JOB,
        Reason.IN_TRAINING,
        Reason.NOT_INTERESTED,
        Reason.DUPLICATE,
    }
)
_NOT_SO_FAR = frozenset({State.EXPIRED, State.MISSED, State.RECEIVED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Answering:
    """Sheets sent to one structure in half a year: how many, and how many it left unanswered beyond its time."""

    sent: int = 0
    late: int = 0
    days: float | None = None  # half of its answers came sooner

    @property
    def whole_days(self) -> int:
        """Return its days, rounded up: within how many whole days half of its answers came."""
        return math.ceil(self.days or 0)

    @property
    def is_silent(self) -> bool:
        """Say whether it stays silent more often than not, twice at least.

        >>> Answering(sent=4, late=3).is_silent, Answering(sent=1, late=1).is_silent
        (True, False)
        """
        return self.late >= _LATE_FROM and self.late * 2 >= self.sent


def counts_as(state: State, reason: str = "") -> str:
    """Return what a hand-over counts as in the estimate: `entered`, `ended` without an entry so far, or nothing.

    >>> counts_as(State.ENTERED), counts_as(State.REFUSED, "session_full"), counts_as(State.REFUSED, "in_job")
    ('entered', 'ended', '')
    """
    if state is State.ENTERED:
        return "entered"
    if state is State.REFUSED:
        return "" if reason in _NOT_OF_THE_STRUCTURE else "ended"
    return "ended" if state in _NOT_SO_FAR else ""
