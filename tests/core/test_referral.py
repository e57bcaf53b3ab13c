"""The life of a hand-over, with nothing but values."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.referral import (
    BEFORE_RELEASE,
    Gesture,
    NotPossible,
    Reason,
    Silence,
    State,
    TakenBack,
    TooLate,
    Waiting,
    may,
    move,
    next_look,
)

NOW = datetime(2026, 11, 25, 21, 0, tzinfo=UTC)
IN_FOUR_DAYS = NOW + timedelta(days=4)
OF_THE_STRUCTURE = (Gesture.TAKE, Gesture.OFFER_SLOT, Gesture.ASK, Gesture.REFUSE)


def test_the_straight_way_leads_from_a_sheet_to_an_appointment() -> None:
    state = State.PREPARED
    for gesture in (Gesture.SEND, Gesture.RELEASE, Gesture.TAKE, Gesture.OFFER_SLOT, Gesture.ACCEPT_SLOT):
        state = move(state=state, gesture=gesture).state
    assert state is State.SLOT_OFFERED


@pytest.mark.parametrize(("state", "gesture"), list(product(sorted(BEFORE_RELEASE), OF_THE_STRUCTURE)))
def test_a_structure_does_nothing_with_what_was_not_released(state: State, gesture: Gesture) -> None:
    with pytest.raises(NotPossible):
        move(state=state, gesture=gesture)


@given(st.lists(st.sampled_from(list(Gesture)), max_size=12))
def test_whatever_is_tried_nothing_is_released_but_by_the_young_person(gestures: list[Gesture]) -> None:
    state, agreed = State.PREPARED, False
    for gesture in gestures:
        with suppress(NotPossible):
            state = move(state=state, gesture=gesture).state
            agreed = agreed or gesture in {Gesture.RELEASE, Gesture.AGREE_ORALLY}
    assert agreed or state in BEFORE_RELEASE | {State.CANCELLED}


@pytest.mark.parametrize("gesture", OF_THE_STRUCTURE)
@pytest.mark.parametrize("state", [State.WITHDRAWN, State.CANCELLED])
def test_what_was_taken_back_stays_taken_back(state: State, gesture: Gesture) -> None:
    with pytest.raises(TakenBack):
        move(state=state, gesture=gesture)


def test_a_second_release_changes_nothing() -> None:
    assert move(state=State.TAKEN, gesture=Gesture.RELEASE).is_repeat


def test_an_answer_after_thirty_days_is_late_and_counts() -> None:
    late = move(state=State.EXPIRED, gesture=Gesture.TAKE)
    assert (late.state, late.is_late) == (State.TAKEN, True)


def test_a_proposal_that_lapsed_is_not_released_any_more() -> None:
    with pytest.raises(TooLate):
        move(state=State.LAPSED, gesture=Gesture.RELEASE)


@pytest.mark.parametrize(("state", "gesture"), list(product(State, Gesture)))
def test_what_is_offered_can_be_done(state: State, gesture: Gesture) -> None:
    if may(state=state, gesture=gesture):
        assert isinstance(move(state=state, gesture=gesture).state, State)


def test_a_question_does_not_undo_that_they_receive_them() -> None:
    assert move(state=State.TAKEN, gesture=Gesture.ASK).state is State.TAKEN
    assert move(state=State.RELEASED, gesture=Gesture.ASK).state is State.QUESTIONED


def test_there_are_eleven_reasons() -> None:
    assert len(Reason) == 11


@pytest.mark.parametrize(
    ("waiting", "days", "silence"),
    [
        (Waiting(state=State.PROPOSED, since=NOW), 10, Silence.STILL_UNDECIDED),
        (Waiting(state=State.PROPOSED, since=NOW, is_reminded=True), 30, Silence.OVER),
        (Waiting(state=State.RELEASED, since=NOW), 10, Silence.STILL_UNANSWERED),
        (Waiting(state=State.RELEASED, since=NOW, is_reminded=True), 30, Silence.OVER),
        (Waiting(state=State.TAKEN, since=NOW), 10, Silence.STILL_UNANSWERED),
        (Waiting(state=State.SLOT_OFFERED, since=NOW, appointment_at=IN_FOUR_DAYS), 5, Silence.APPOINTMENT_PASSED),
    ],
)
def test_silence_means_something_once_it_has_lasted(waiting: Waiting, days: int, silence: Silence) -> None:
    assert next_look(waiting) == (NOW + timedelta(days=days), silence)


@pytest.mark.parametrize("state", [State.DECLINED, State.REFUSED, State.WITHDRAWN, State.ENTERED, State.PREPARED])
def test_nothing_is_awaited_of_what_ended(state: State) -> None:
    assert next_look(Waiting(state=state, since=NOW)) is None
