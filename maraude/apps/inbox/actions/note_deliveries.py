"""How far our messages got, as the channel reports it: whatever the order of the reports, the farthest one stays."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final
from uuid import UUID

from django.db.models import F, QuerySet
from django.db.models.functions import Coalesce, Now

from maraude.apps.inbox.arrival import Arrival
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation, Delivery, Direction, Message, OutboxItem, Status
from maraude.core.channel import EventKind

REPORTS: Final = {EventKind.DELIVERY, EventKind.READ_BY_USER}
# what a report may follow: a late « sent » takes nothing back, and what arrived is never said to have failed
_AFTER: Final = {
    Delivery.SENT: (Delivery.QUEUED, Delivery.AMBIGUOUS),
    Delivery.DELIVERED: (Delivery.QUEUED, Delivery.SENT, Delivery.AMBIGUOUS, Delivery.FAILED),
    Delivery.READ: (Delivery.QUEUED, Delivery.SENT, Delivery.AMBIGUOUS, Delivery.FAILED, Delivery.DELIVERED),
    Delivery.FAILED: (Delivery.QUEUED, Delivery.SENT, Delivery.AMBIGUOUS),
}


def note_deliveries(*, org_id: int, arrivals: Sequence[Arrival]) -> None:
    """Move each message of ours to where its report says it is, and tell open pages.

    A message that did not arrive answers nobody: its conversation waits for a worker again. A report names our message
    (`target`), by our name or by the one the platform gave a part of it, and counts only on the account it left by.
    """
    moved: set[UUID] = set()
    for arrival in arrivals:
        state = _state(arrival)
        message_id = _message_id(arrival) if state is not None else None
        if state is not None and message_id is not None:
            moved |= _note(arrival.account_id, message_id, state)
    if moved:
        notify_conversations(org_id=org_id, conversation_ids=sorted(moved))


def _state(arrival: Arrival) -> Delivery | None:
    if arrival.event.kind == EventKind.READ_BY_USER:
        return Delivery.READ
    signal = (arrival.event.content.signal or Delivery.DELIVERED.value).casefold()
    return next((state for state in _AFTER if state.value == signal), None)


def _message_id(arrival: Arrival) -> UUID | None:
    named = arrival.event.content.target or ""
    try:
        return UUID(named)
    except ValueError:
        sent = OutboxItem.objects.filter(account_id=arrival.account_id, provider_ids__contains=[named])
        return sent.values_list("message_id", flat=True).first() if named else None


def _note(account_id: UUID, message_id: UUID, state: Delivery) -> set[UUID]:
    message = _ours(account_id, message_id).filter(delivery__in=_AFTER[state])
    conversation_ids = set(message.values_list("conversation_id", flat=True))
    if not conversation_ids or not message.update(delivery=state):
        return set()
    _tell(conversation_ids, is_lost=state == Delivery.FAILED)
    return conversation_ids


def _ours(account_id: UUID, message_id: UUID) -> QuerySet[Message]:
    threads = Conversation.objects.filter(account_id=account_id).values("id")
    return Message.objects.filter(id=message_id, direction=Direction.OUT, conversation_id__in=threads)


def _tell(conversation_ids: Iterable[UUID], *, is_lost: bool) -> None:
    waits = {"waiting_since": Coalesce(F("waiting_since"), Now()), "snoozed_until": None} if is_lost else {}
    opens = {"status": Status.OPEN, "closed_at": None} if is_lost else {}
    Conversation.objects.filter(id__in=conversation_ids).update(version=F("version") + 1, **waits, **opens)
