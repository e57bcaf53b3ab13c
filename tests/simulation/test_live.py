"""The demo's visitors on a clock of our own: nobody waits, nothing is said twice."""

from __future__ import annotations

from typing import Any

from maraude.simulation.live import BETWEEN_VISITS_S, FIRST_AFTER_S, THINKING_S, Street

EVENING = 60 * BETWEEN_VISITS_S


class Partner:
    """A door that keeps what it was given, and may be closed."""

    def __init__(self) -> None:
        self.events: list[dict[str, Any]] = []
        self.is_open = True

    def post(self, event: dict[str, Any]) -> bool:
        if self.is_open:
            self.events.append(event)
        return self.is_open

    def texts(self, thread: str) -> list[str]:
        return [event["content"]["text"] for event in self.events if event["conversation"]["id"] == thread]


def street_at(seconds: float, partner: Partner) -> Street:
    street = Street(post=partner.post, begins_at=0)
    walk(street, 0, seconds)
    return street


def walk(street: Street, begins: float, ends: float) -> None:
    for second in range(int(begins), int(ends) + 1, 3):
        street.move(now=second, stamp="2026-01-12T20:00:00+00:00")


def test_nobody_writes_before_one_has_looked_around() -> None:
    partner = Partner()
    street_at(FIRST_AFTER_S - 1, partner)
    assert partner.events == []


def test_without_an_answer_everybody_says_only_how_they_begin() -> None:
    partner = Partner()
    street_at(EVENING, partner)
    assert len(partner.texts("demo-enzo")) == 2


def test_an_answer_brings_the_next_line_after_a_while() -> None:
    partner = Partner()
    street = street_at(EVENING, partner)
    street.hear("demo-enzo", now=EVENING)
    walk(street, EVENING, EVENING + THINKING_S - 3)
    assert len(partner.texts("demo-enzo")) == 2
    walk(street, EVENING + THINKING_S, EVENING + THINKING_S + 3)
    assert len(partner.texts("demo-enzo")) == 3


def test_a_closed_door_loses_nothing_and_nothing_is_said_twice() -> None:
    partner = Partner()
    partner.is_open = False
    street = street_at(EVENING, partner)
    partner.is_open = True
    walk(street, EVENING, EVENING + 60)
    assert len(partner.texts("demo-enzo")) == 2
    assert len({event["event_id"] for event in partner.events}) == len(partner.events)


def test_an_answer_to_a_stranger_changes_nothing() -> None:
    partner = Partner()
    street = street_at(EVENING, partner)
    said = len(partner.events)
    street.hear("somebody-else", now=EVENING)
    walk(street, EVENING, EVENING + 60)
    assert len(partner.events) == said
