"""Synthetic people over days: repeatable, in order, speaking only the neutral format."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from maraude.channels.generic.parse import parse
from maraude.simulation.people import events
from maraude.simulation.visits import visits
from maraude.understanding.danger import screen

BEGINS_AT = datetime(2026, 1, 5, tzinfo=UTC)


def made(*, people: int = 200, days: int = 10, seed: int = 3) -> list[dict[str, object]]:
    return list(events(people=people, days=days, seed=seed, begins_at=BEGINS_AT))


def test_the_same_seed_gives_the_same_events() -> None:
    assert made() == made()
    assert made() != made(seed=4)


def test_events_come_in_order_of_time_within_the_days_asked() -> None:
    times = [datetime.fromisoformat(str(event["occurred_at"])) for event in made()]
    assert times == sorted(times)
    assert times[0] >= BEGINS_AT
    assert times[-1] < BEGINS_AT + timedelta(days=10)


def test_every_person_writes_their_lines_in_order_and_once() -> None:
    ids = [str(event["event_id"]) for event in made()]
    assert len(set(ids)) == len(ids)
    assert len({name.rsplit("-", 1)[0] for name in ids}) == 200
    for person in {name.rsplit("-", 1)[0] for name in ids}:
        places = [int(name.rsplit("-", 1)[1]) for name in ids if name.rsplit("-", 1)[0] == person]
        assert places == list(range(len(places)))


def test_the_door_reads_every_event() -> None:
    parsed = parse(json.dumps(made()[:500]).encode(), at=BEGINS_AT)
    assert parsed.malformed is None
    assert len(parsed.events) == len(made()[:500])


@pytest.mark.parametrize("people", [1, 0])
def test_few_people_make_few_events(people: int) -> None:
    assert len({event["conversation"]["id"] for event in made(people=people)}) == people  # type: ignore[index]


def test_one_visit_in_the_demo_wakes_the_person_on_duty() -> None:
    woken = {visit.id for visit in visits() for line in visit.lines if screen(line.text).level.is_alert}
    assert woken == {"ines"}


def test_visits_are_all_different_people() -> None:
    names = [visit.thread or visit.id for visit in visits()]
    assert len(set(names)) == len(names) >= 20
