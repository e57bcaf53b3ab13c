"""Who says that somebody was received, and what counts."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.attendance import Said, attendance
from maraude.core.calendar import appointment_file
from maraude.core.referral import Side, State
from maraude.core.sheet import SaidFacts, draft_sheet

SIDES = (Side.PERSON, Side.STRUCTURE, Side.WORKER)


@pytest.mark.parametrize("side", SIDES)
def test_one_side_is_enough(side: Side) -> None:
    found = attendance(said={side: Said.CAME})
    assert (found.state, found.sides, found.is_received) == (State.RECEIVED, frozenset({side}), True)


def test_a_contradiction_counts_for_nothing_until_a_worker_settles_it() -> None:
    said = {Side.STRUCTURE: Said.CAME, Side.PERSON: Said.MISSED}
    assert not attendance(said=said).is_received
    assert attendance(said=said | {Side.WORKER: Said.CAME}).is_received
    settled = attendance(said=said | {Side.WORKER: Said.MISSED})
    assert (settled.state, settled.is_contradicted) == (State.MISSED, False)


def test_not_yet_says_nothing() -> None:
    assert attendance(said={Side.PERSON: Said.NOT_YET}).state is None


def test_entering_is_being_received_and_more() -> None:
    found = attendance(said={Side.STRUCTURE: Said.ENTERED, Side.PERSON: Said.CAME})
    assert (found.state, found.sides) == (State.ENTERED, frozenset({Side.STRUCTURE, Side.PERSON}))


@given(st.dictionaries(st.sampled_from(SIDES), st.sampled_from(list(Said))))
def test_nobody_is_received_without_somebody_saying_so(said: dict[Side, Said]) -> None:
    found = attendance(said=said)
    assert not found.is_received or any(word in {Said.CAME, Said.ENTERED} for word in said.values())


def test_a_sheet_leaves_out_what_was_not_said() -> None:
    lines = draft_sheet(called="Renard Calme", facts=SaidFacts(needs=("housing",)), worker_says="  ")
    assert [line.kind.value for line in lines] == ["called", "need"]


@given(st.text(max_size=400))
def test_no_text_adds_a_line_to_a_calendar_file(place: str) -> None:
    at = datetime(2026, 11, 25, tzinfo=UTC)
    text = appointment_file(uid="x", title="Rendez-vous", place=place, begins_at=at, at=at)
    unfolded = text.replace("\r\n ", "").split("\r\n")
    assert [line for line in unfolded if line.startswith("END:")] == ["END:VEVENT", "END:VCALENDAR"]
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
