"""The one place where a hand-over changes: state, event, audit, what is due next, a line in the thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.inbox.actions.send_lines import send_rule_line
from maraude.apps.inbox.actions.write_system_line import write_system_line
from maraude.apps.inbox.models import Conversation
from maraude.apps.people.vault import person_keys
from maraude.apps.referrals.actions.count_outcome import count_outcome
from maraude.apps.referrals.actions.due_tasks import schedule_look
from maraude.apps.referrals.actions.plan_words import plan_words
from maraude.apps.referrals.actions.question_page import question_page
from maraude.apps.referrals.models import Referral, ReferralEvent
from maraude.apps.referrals.vault import read_card, seal_words
from maraude.core.errors import Refused
from maraude.core.referral import Gesture, Move, Side, State, move
from maraude.core.referral_text import news_text, times_text
from maraude.lib.ids import uuid7

MOST_EVENTS = 200
_NEWS = {Gesture.TAKE, Gesture.OFFER_SLOT, Gesture.REFUSE}


class TooManyEvents(Refused):
    """That is a lot for one sheet: telephone instead."""

    code = "too_many_events"


@dataclass(frozen=True, slots=True, kw_only=True)
class Doer:
    """Who does something: a side, and the colleague who did it or wrote it down for that side."""

    side: Side
    user_id: int | None = None

    @property
    def name(self) -> str:
        """Return how the audit names them."""
        return user_actor(self.user_id) if self.user_id is not None else self.side.value


HOUSE = Doer(side=Side.HOUSE)


def hold(referral_id: UUID) -> tuple[Referral, Conversation]:
    """Return a hand-over and its conversation, held to the end of the transaction. Raises `Referral.DoesNotExist`."""
    conversation_id = Referral.objects.values_list("conversation_id", flat=True).get(id=referral_id)
    # the processor holds a conversation first: the same order here, or each could wait for the other
    conversation = Conversation.objects.select_for_update().get(id=conversation_id)
    return Referral.objects.select_for_update().get(id=referral_id), conversation


def apply_gesture(
    *,
    referral: Referral,
    conversation: Conversation,
    gesture: Gesture,
    doer: Doer,
    at: datetime,
    words: str = "",
    detail: str = "",
    **values: object,
) -> Move:
    """Do a gesture and write everything that follows from it; a repeat writes nothing. Raises `NotPossible`."""
    step = move(state=State(referral.state), gesture=gesture)
    if step.is_repeat:
        return step
    change(referral, state=step.state, at=at, **values)
    event = add_event(referral, what=gesture.value, doer=doer, at=at, words=words, detail=detail, is_late=step.is_late)
    say_in_thread(referral, conversation, what=gesture.value, doer=doer, at=at, words=words)
    text = _news(referral, gesture, doer, at)
    if text:
        send_rule_line(conversation=conversation, text=text, idempotency_key=f"referral-{event.id}")
    return step


def _news(referral: Referral, gesture: Gesture, doer: Doer, at: datetime) -> str:
    """Return the line that tells the young person, empty when a colleague was told: they say it themselves."""
    if doer.side is not Side.STRUCTURE or doer.user_id is not None or gesture not in _NEWS:
        return ""
    if gesture is Gesture.OFFER_SLOT:
        return times_text("fr", url=question_page(referral.org_id, referral.id, at=at))
    # who agreed aloud has no page to look at
    return news_text("fr") if referral.proposed_at is not None else ""


def change(referral: Referral, *, state: State, at: datetime, **values: object) -> None:
    """Write a state and what goes with it, then plan when its silence will mean something."""
    if state != referral.state:
        values |= {"state": state.value, "since": at, "reminded_at": None}
    for name, value in values.items():
        setattr(referral, name, value)
    if values:
        Referral.objects.filter(id=referral.id).update(**values)
    count_outcome(referral)
    schedule_look(referral)
    plan_words(referral, at=at)


def add_event(
    referral: Referral,
    *,
    what: str,
    doer: Doer,
    at: datetime,
    words: str = "",
    detail: str = "",
    is_late: bool = False,
) -> ReferralEvent:
    """Append what happened, and its audit fact (which never holds a word of it).

    Raises `TooManyEvents` when whoever holds a link does it again and again.
    """
    if doer.user_id is None and ReferralEvent.objects.filter(referral_id=referral.id).count() >= MOST_EVENTS:
        raise TooManyEvents
    event_id = uuid7()
    event = ReferralEvent.objects.create(
        org_id=referral.org_id,
        id=event_id,
        referral_id=referral.id,
        person_id=referral.person_id,
        at=at,
        side=doer.side.value,
        user_id=doer.user_id,
        what=what,
        detail=detail,
        appointment_at=referral.appointment_at if what == Gesture.OFFER_SLOT else None,
        is_late=is_late,
        sealed_words=seal_words(referral, words, column="event", row_id=event_id) if words else None,
    )
    record(
        org_id=referral.org_id,
        actor=doer.name,
        action=f"referral_{what}",
        subject_kind="referral",
        subject_id=referral.id,
        reason=detail,
    )
    return event


def say_in_thread(
    referral: Referral, conversation: Conversation, *, what: str, doer: Doer, at: datetime, words: str = ""
) -> None:
    """Say in the thread what happened; what no colleague did calls one back."""
    card = read_card(person_keys([referral.person_id]), referral)
    name = card.structure_name or card.name if card else ""
    write_system_line(
        conversation=conversation,
        kind=f"referral_{what}",
        at=at,
        text=f"{name} : « {words} »" if words else name,
        calls_back=doer.user_id is None,
    )
