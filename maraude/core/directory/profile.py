"""Who looks for something: what they said of themselves, and nothing else."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from maraude.core.directory.territory import Territory
from maraude.core.need import Need


class Status(StrEnum):
    """What the person does now."""

    IN_SCHOOL = "in_school"
    DROPPED_OUT = "dropped_out"
    NEET = "neet"
    EMPLOYED = "employed"
    APPRENTICE = "apprentice"
    STUDENT = "student"
    UNKNOWN = "unknown"

    @property
    def is_out(self) -> bool:
        """Say whether they are neither at school nor at work."""
        return self in {Status.DROPPED_OUT, Status.NEET}

    @property
    def is_busy(self) -> bool:
        """Say whether they are at school, in training or at work."""
        return self not in {Status.DROPPED_OUT, Status.NEET, Status.UNKNOWN}


class Transport(StrEnum):
    """How they can go there."""

    WALK = "walk"
    TRANSIT = "transit"
    CAR = "car"


class Constraint(StrEnum):
    """What changes which services may receive them."""

    DISABILITY = "disability"
    MINOR_ALONE = "minor_alone"
    NO_PHONE = "no_phone"
    CANNOT_TRAVEL = "cannot_travel"


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """A request: needs, most pressing first, and what is known of the person. None is not known.

    `at` is an aware instant; `limit` is how many proposals are wanted.
    """

    needs: tuple[Need, ...]
    at: datetime
    age: int | None = None
    territory: Territory | None = None
    status: Status = Status.UNKNOWN
    transport: Transport | None = None
    constraints: frozenset[Constraint] = frozenset()
    limit: int = 10

    @property
    def is_minor(self) -> bool:
        """Say whether they are known to be under 18."""
        return self.age is not None and self.age < 18

    @property
    def is_young(self) -> bool:
        """Say whether a youth service may be for them: 12 to 25, or an age not said."""
        return self.age is None or 12 <= self.age <= 25
