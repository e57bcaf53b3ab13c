"""What a structure answers, by its link or by telephone to a worker who writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from maraude.apps.inbox.actions.send_message import LONGEST, EmptyMessage, TooLong
from maraude.apps.inbox.models import Conversation
from maraude.apps.referrals.actions.keep_open import keep_open
from maraude.apps.referrals.actions.mail_structure import drop_letters
from maraude.apps.referrals.actions.move_referral import Doer, apply_gesture
from maraude.apps.referrals.models import Referral
from maraude.apps.referrals.vault import seal_words
from maraude.core.errors import Refused
from maraude.core.referral import Gesture, NotPossible, Reason, Side

LONGEST_PLACE = 300
MOST_TIMES = 3


class ReasonNeeded(Refused):
    """Say which reason, among the eleven."""

    code = "refusal_reason_needed"


class WrongSlot(Refused):
    """Give a day and an hour to come, within a year."""

    code = "wrong_slot"


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """One answer: a gesture, and what goes with it."""

    gesture: Gesture
    begins_at: datetime | None = None
    others: tuple[datetime, ...] = ()  # hours to choose from, beside the first
    place: str = ""
    words: str = ""
    reason: str = ""


def answer_referral(
    *, referral: Referral, conversation: Conversation, answer: Answer, at: datetime, by_user_id: int | None = None
) -> None:
    """Write an answer down, tell the worker in the thread and the young person that there is something new.

    Raises `NotPossible`, `ReasonNeeded`, `WrongSlot`, `EmptyMessage` or `TooLong`; nothing is written then.
    """
    # a worker may write down an hour of yesterday that they were told of; by the link an hour is to come
    detail, words, values = _checked(referral, answer, at, since=at - timedelta(days=1) if by_user_id else at)
    step = apply_gesture(
        referral=referral,
        conversation=conversation,
        gesture=answer.gesture,
        doer=Doer(side=Side.STRUCTURE, user_id=by_user_id),
        at=at,
        detail=detail,
        words=words,
        answered_at=referral.answered_at or at,
        **values,
    )
    if not step.is_repeat:
        drop_letters(referral)
    keep_open(referral, at=at)


def reply_to_structure(
    *, referral: Referral, conversation: Conversation, words: str, by_user_id: int, at: datetime
) -> None:
    """Answer a structure's question on its page; it is read there, by whoever holds the link."""
    apply_gesture(
        referral=referral,
        conversation=conversation,
        gesture=Gesture.REPLY,
        doer=Doer(side=Side.WORKER, user_id=by_user_id),
        at=at,
        words=_said(words),
    )


def answer_slot(
    *,
    referral: Referral,
    conversation: Conversation,
    accepts: bool,
    at: datetime,
    picked: datetime | None = None,
    by_user_id: int | None = None,
) -> None:
    """Say, as the young person, which hour works (`picked`, when several were offered), or that none does.

    `by_user_id`: a worker writes it down. Raises `NotPossible` when that hour is not offered any more.
    """
    wanted = picked or referral.appointment_at
    if accepts and (wanted is None or wanted not in {*referral.offered_times, referral.appointment_at}):
        raise NotPossible
    if accepts and referral.agreed_at is not None and referral.appointment_at == wanted:
        return
    picked_at, agreed_at = (wanted, at) if accepts else (referral.appointment_at, None)
    apply_gesture(
        referral=referral,
        conversation=conversation,
        gesture=Gesture.ACCEPT_SLOT if accepts else Gesture.DECLINE_SLOT,
        doer=Doer(side=Side.PERSON, user_id=by_user_id),
        at=at,
        appointment_at=picked_at,
        agreed_at=agreed_at,
    )


def _checked(
    referral: Referral, answer: Answer, at: datetime, *, since: datetime
) -> tuple[str, str, dict[str, object]]:
    match answer.gesture:
        case Gesture.REFUSE:
            if answer.reason not in set(Reason):
                raise ReasonNeeded
            return answer.reason, "", {"reason": answer.reason}
        case Gesture.OFFER_SLOT:
            place = answer.place.strip()[:LONGEST_PLACE]
            times = _times(answer, at, since=since)
            return (
                "",
                "",
                {
                    "offered_times": times,
                    "appointment_at": times[0] if len(times) == 1 else None,
                    "agreed_at": None,
                    "wants_another_at": None,
                    "sealed_place": seal_words(referral, place, column="place"),
                },
            )
        case Gesture.ASK:
            return "", _said(answer.words), {}
        case _:
            return "", "", {}


def _times(answer: Answer, at: datetime, *, since: datetime) -> list[datetime]:
    if answer.begins_at is None:
        raise WrongSlot
    times = sorted({answer.begins_at, *answer.others})
    if len(times) > MOST_TIMES or not all(since < one < at + timedelta(days=366) for one in times):
        raise WrongSlot
    return times


def _said(words: str) -> str:
    if not words.strip():
        raise EmptyMessage
    if len(words) > LONGEST:
        raise TooLong
    return words.strip()
