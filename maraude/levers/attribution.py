"""Which decision a step belongs to: the last one before it, within the window. A step counts once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """A decision, for somebody who is an opaque id here."""

    id: UUID
    person: UUID
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """A step somebody took."""

    person: UUID
    at: datetime


def attributed(made: Sequence[Made], taken: Sequence[Taken], *, window: timedelta) -> dict[UUID, datetime]:
    """Return when the first step of each rewarded decision came, by the decision's id."""
    by_person: dict[UUID, list[Made]] = {}
    for one in sorted(made, key=lambda one: (one.at, one.id)):
        by_person.setdefault(one.person, []).append(one)
    found: dict[UUID, datetime] = {}
    for step in sorted(taken, key=lambda step: step.at):
        before = [one for one in by_person.get(step.person, ()) if one.at <= step.at]
        if before and step.at - before[-1].at <= window:
            found.setdefault(before[-1].id, step.at)
    return found
