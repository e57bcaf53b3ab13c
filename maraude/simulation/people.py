"""Synthetic young people over days: who writes when, the same for the same seed, in order of time, in flat memory.

Assumptions, for want of better (product.md): people come evenly over the days; most write between 18:00 and 23:00; an
answer comes within hours, and one person in three does not write again after it.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random
from typing import Final

from maraude.simulation.visits import Visit, visit_event, visits

# Share of first messages by hour of the day: an assumption, not a measure.
_HOURS: Final = (3, 2, 1, 0, 0, 0, 1, 1, 2, 2, 2, 3, 4, 4, 4, 4, 6, 8, 11, 13, 15, 16, 13, 7)
_GOES_ON: Final = 2 / 3
_MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True, order=True)
class _Next:
    at: datetime
    person: int
    place: int


def events(*, people: int, days: int, seed: int, begins_at: datetime) -> Iterator[dict[str, object]]:
    """Yield neutral inbound events, oldest first: `people` invented people over `days` days from `begins_at`.

    Holds one small entry for each conversation under way, whatever the number of days.
    """
    arrivals = _arrivals(people, days, seed)
    under_way: list[_Next] = []
    for day in range(days):
        midnight = begins_at + timedelta(days=day)
        for person in arrivals[day]:
            heapq.heappush(under_way, _Next(_first_minute(seed, person, midnight), person, 0))
        yield from _until(under_way, midnight + timedelta(days=1), seed)


def _arrivals(people: int, days: int, seed: int) -> list[list[int]]:
    random = Random(f"{seed}:arrivals")  # noqa: S311 - a simulation, repeatable by its seed
    found: list[list[int]] = [[] for _ in range(days)]
    for person in range(people):
        found[random.randrange(days)].append(person)
    return found


def _until(under_way: list[_Next], end: datetime, seed: int) -> Iterator[dict[str, object]]:
    while under_way and under_way[0].at < end:
        now = heapq.heappop(under_way)
        visit = _visit_of(seed, now.person)
        yield visit_event(
            visit,
            thread=f"sim-{seed}-{now.person}",
            place=now.place,
            event_id=f"sim-{seed}-{now.person}-{now.place}",
            occurred_at=now.at.isoformat(),
        )
        following = _following(seed, visit, now)
        if following is not None:
            heapq.heappush(under_way, following)


def _following(seed: int, visit: Visit, now: _Next) -> _Next | None:
    place = now.place + 1
    if place == len(visit.lines):
        return None
    random = Random(f"{seed}:{now.person}:{place}")  # noqa: S311 - as above
    if not visit.lines[place].after_reply:
        return _Next(now.at + timedelta(seconds=random.randint(15, 120)), now.person, place)
    if random.random() > _GOES_ON:
        return None
    return _Next(now.at + random.randint(20, 1200) * _MINUTE, now.person, place)


def _visit_of(seed: int, person: int) -> Visit:
    return Random(f"{seed}:{person}").choice(visits())  # noqa: S311 - as above


def _first_minute(seed: int, person: int, midnight: datetime) -> datetime:
    random = Random(f"{seed}:{person}:hour")  # noqa: S311 - as above
    hour = random.choices(range(24), weights=_HOURS)[0]
    return midnight + timedelta(hours=hour, seconds=random.randrange(3600))
