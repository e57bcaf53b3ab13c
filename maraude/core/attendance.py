"""Whether somebody was received: each side says it for itself; a named worker settles a contradiction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from maraude.core.referral import Side, State


class Said(StrEnum):
    """What a side says of the first appointment, and of what followed."""

    NOT_YET = "not_yet"
    MISSED = "missed"
    CAME = "came"
    ENTERED = "entered"


class Outcome(StrEnum):
    """What somebody entered (domain.md). A first solution is not necessarily a job or a training."""

    JOB_DURABLE = "job_durable"
    JOB_SHORT = "job_short"
    WORK_STUDY = "work_study"
    TRAINING = "training"
    IMMERSION = "immersion"
    SCHOOL = "school"
    CIVIC_SERVICE = "civic_service"
    VOLUNTEERING = "volunteering"
    ENTREPRENEURSHIP = "entrepreneurship"
    CARE = "care"
    HOUSING = "housing"
    OTHER = "other"


_HAPPENED = frozenset({Said.CAME, Said.ENTERED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attendance:
    """What the sides say together. `sides` are those who say that it happened.

    `state` is None while nobody said anything that counts. A contradiction that no worker settled counts for nothing.
    """

    state: State | None = None
    sides: frozenset[Side] = frozenset()
    is_contradicted: bool = False

    @property
    def is_received(self) -> bool:
        """Say whether this counts as a first appointment honoured: by one side or by both, and uncontradicted."""
        return self.state in {State.RECEIVED, State.ENTERED} and not self.is_contradicted


def attendance(*, said: Mapping[Side, Said]) -> Attendance:
    """Return what comes of each side's last word; the worker's word settles what the two others contradict.

    >>> attendance(said={Side.STRUCTURE: Said.CAME, Side.PERSON: Said.MISSED}).is_contradicted
    True
    """
    happened = frozenset(side for side, word in said.items() if word in _HAPPENED)
    missed = any(word is Said.MISSED for word in said.values())
    by_worker = said.get(Side.WORKER, Said.NOT_YET)
    if not happened:
        return Attendance(state=State.MISSED if missed else None)
    if by_worker is Said.MISSED:
        return Attendance(state=State.MISSED, sides=happened)
    entered = Said.ENTERED in said.values()
    return Attendance(
        state=State.ENTERED if entered else State.RECEIVED,
        sides=happened,
        is_contradicted=missed and by_worker not in _HAPPENED,
    )
