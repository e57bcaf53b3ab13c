"""A hand-over, from a worker's idea to somebody received: states, who may do what, and when silence means something."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from maraude.core.errors import Refused

UNDECIDED_FOR = timedelta(days=10)
LASTS = timedelta(days=30)


class Side(StrEnum):
    """Who does something with a hand-over."""

    WORKER = "worker"
    PERSON = "person"
    STRUCTURE = "structure"
    HOUSE = "house"


class State(StrEnum):
    """Where a hand-over stands. Nothing leaves the association before `released`."""

    PREPARED = "prepared"  # the worker alone has seen it
    PROPOSED = "proposed"  # the young person reads it
    DECLINED = "declined"  # the young person said no
    LAPSED = "lapsed"  # the young person never said
    RELEASED = "released"  # the structure may read it
    QUESTIONED = "questioned"  # the structure asked something
    TAKEN = "taken"  # the structure receives the person
    SLOT_OFFERED = "slot_offered"  # with a day and an hour
    REFUSED = "refused"  # the structure said no, and why
    EXPIRED = "expired"  # the structure never answered
    WITHDRAWN = "withdrawn"  # the young person took it back
    CANCELLED = "cancelled"  # the worker took it back
    MISSED = "missed"  # the first appointment did not happen
    RECEIVED = "received"  # it did
    ENTERED = "entered"  # and something began


class Gesture(StrEnum):
    """What somebody does."""

    SEND = "send"
    CANCEL = "cancel"
    RELEASE = "release"
    AGREE_ORALLY = "agree_orally"
    DECLINE = "decline"
    WITHDRAW = "withdraw"
    TAKE = "take"
    OFFER_SLOT = "offer_slot"
    ASK = "ask"
    REPLY = "reply"
    REFUSE = "refuse"
    ACCEPT_SLOT = "accept_slot"
    DECLINE_SLOT = "decline_slot"
    EXPIRE = "expire"


class Reason(StrEnum):
    """Why a structure says no: eleven reasons, and no free text to read between the lines (domain.md)."""

    UNREACHABLE = "unreachable"
    ABSENT = "absent"
    IN_JOB = "in_job"
    IN_TRAINING = "in_training"
    NOT_ELIGIBLE = "not_eligible"
    NOT_MOBILE = "not_mobile"
    NOT_INTERESTED = "not_interested"
    PERIPHERAL_OBSTACLES = "peripheral_obstacles"
    SESSION_FULL = "session_full"
    DUPLICATE = "duplicate"
    OTHER = "other"


class NotPossible(Refused):
    """This hand-over is no longer at that point."""

    code = "referral_moved_on"


class TakenBack(NotPossible):
    """This sheet was taken back: nothing more can be done with it."""

    code = "referral_taken_back"


class TooLate(NotPossible):
    """This hand-over has ended: propose it again if it still helps."""

    code = "referral_too_late"


_WITH_STRUCTURE = frozenset({State.RELEASED, State.QUESTIONED, State.TAKEN, State.SLOT_OFFERED})
_ANSWERABLE = _WITH_STRUCTURE | {State.EXPIRED, State.MISSED, State.REFUSED}
ATTENDED = frozenset({State.MISSED, State.RECEIVED, State.ENTERED})
ENDED = frozenset({State.DECLINED, State.LAPSED, State.WITHDRAWN, State.CANCELLED, State.ENTERED})
BEFORE_RELEASE = frozenset({State.PREPARED, State.PROPOSED, State.DECLINED, State.LAPSED})

# From which states a gesture leads to which one. A question or an answer about a slot leaves the state as it is.
_MOVES: Mapping[Gesture, tuple[frozenset[State], State | None]] = {
    Gesture.SEND: (frozenset({State.PREPARED, State.PROPOSED}), State.PROPOSED),
    Gesture.CANCEL: (_WITH_STRUCTURE | {State.PREPARED, State.PROPOSED, State.EXPIRED}, State.CANCELLED),
    Gesture.RELEASE: (frozenset({State.PROPOSED}), State.RELEASED),
    Gesture.AGREE_ORALLY: (frozenset({State.PREPARED, State.PROPOSED}), State.RELEASED),
    Gesture.DECLINE: (frozenset({State.PROPOSED}), State.DECLINED),
    Gesture.WITHDRAW: (_WITH_STRUCTURE | {State.EXPIRED}, State.WITHDRAWN),
    Gesture.TAKE: (_ANSWERABLE, State.TAKEN),
    Gesture.OFFER_SLOT: (_ANSWERABLE | {State.RECEIVED}, State.SLOT_OFFERED),
    Gesture.ASK: (_ANSWERABLE | {State.RECEIVED}, None),
    Gesture.REPLY: (_ANSWERABLE | {State.RECEIVED}, None),
    Gesture.REFUSE: (_ANSWERABLE, State.REFUSED),
    Gesture.ACCEPT_SLOT: (frozenset({State.SLOT_OFFERED}), None),
    Gesture.DECLINE_SLOT: (frozenset({State.SLOT_OFFERED}), None),
    Gesture.EXPIRE: (frozenset({State.PROPOSED, State.RELEASED}), None),
}
# The same thing asked twice (two tabs, a replay) is not an error: the second one changes nothing.
_REPEATED: Mapping[Gesture, frozenset[State]] = {
    Gesture.RELEASE: _WITH_STRUCTURE | ATTENDED | {State.REFUSED, State.EXPIRED},
    Gesture.AGREE_ORALLY: _WITH_STRUCTURE | ATTENDED | {State.REFUSED, State.EXPIRED},
    Gesture.DECLINE: frozenset({State.DECLINED}),
    Gesture.WITHDRAW: frozenset({State.WITHDRAWN}),
    Gesture.CANCEL: frozenset({State.CANCELLED}),
    Gesture.TAKE: frozenset({State.TAKEN, State.SLOT_OFFERED}),
}
_FLOWS: Mapping[tuple[Gesture, State], State] = {
    (Gesture.ASK, State.RELEASED): State.QUESTIONED,
    (Gesture.ASK, State.EXPIRED): State.QUESTIONED,
    (Gesture.REPLY, State.QUESTIONED): State.RELEASED,
    (Gesture.EXPIRE, State.PROPOSED): State.LAPSED,
    (Gesture.EXPIRE, State.RELEASED): State.EXPIRED,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """Where a gesture leads. `is_repeat`: it was already so, nothing is to be written."""

    state: State
    is_repeat: bool = False
    is_late: bool = False


def move(*, state: State, gesture: Gesture) -> Move:
    """Return where a gesture leads from a state.

    Raises `TakenBack`, `TooLate` or `NotPossible` (each says why) when it leads nowhere.

    >>> move(state=State.PROPOSED, gesture=Gesture.RELEASE).state
    <State.RELEASED: 'released'>
    """
    if state in _REPEATED.get(gesture, ()):
        return Move(state=state, is_repeat=True)
    allowed, target = _MOVES[gesture]
    if state not in allowed:
        raise _why_not(state)
    return Move(state=_FLOWS.get((gesture, state)) or target or state, is_late=state is State.EXPIRED)


def may(*, state: State, gesture: Gesture) -> bool:
    """Say whether a gesture leads somewhere from a state, to offer it or not.

    >>> may(state=State.WITHDRAWN, gesture=Gesture.TAKE)
    False
    """
    return state in _MOVES[gesture][0]


def _why_not(state: State) -> NotPossible:
    if state in {State.WITHDRAWN, State.CANCELLED}:
        return TakenBack()
    if state in {State.LAPSED, State.DECLINED}:
        return TooLate()
    return NotPossible()


class Silence(StrEnum):
    """What silence means, once it has lasted."""

    STILL_UNDECIDED = "still_undecided"
    STILL_UNANSWERED = "still_unanswered"
    APPOINTMENT_PASSED = "appointment_passed"
    OVER = "over"


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """What a hand-over waits for: since when it stands there, what was already said of it, and its appointment."""

    state: State
    since: datetime
    is_reminded: bool = False
    appointment_at: datetime | None = None


def next_look(waiting: Waiting) -> tuple[datetime, Silence] | None:
    """Return when to look at a hand-over again and what its silence will then mean, None when nothing is awaited.

    A reminder to the worker after ten days, the end after thirty; a look on the day after an appointment.

    >>> next_look(Waiting(state=State.DECLINED, since=datetime(2026, 11, 1)))
    """
    match waiting.state:
        case State.PROPOSED | State.RELEASED:
            if waiting.is_reminded:
                return waiting.since + LASTS, Silence.OVER
            undecided = waiting.state is State.PROPOSED
            return waiting.since + UNDECIDED_FOR, Silence.STILL_UNDECIDED if undecided else Silence.STILL_UNANSWERED
        case State.QUESTIONED | State.TAKEN if not waiting.is_reminded:
            return waiting.since + UNDECIDED_FOR, Silence.STILL_UNANSWERED
        case State.SLOT_OFFERED if waiting.appointment_at is not None and not waiting.is_reminded:
            return waiting.appointment_at + timedelta(days=1), Silence.APPOINTMENT_PASSED
        case _:
            return None
