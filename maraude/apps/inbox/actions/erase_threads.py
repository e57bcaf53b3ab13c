from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import F, Q

from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import (
    Conversation,
    Direction,
    Draft,
    HeldChange,
    Message,
    NeedFound,
    OutboxItem,
    RateBucket,
    Status,
)


def threads_of(person_id: UUID) -> list[UUID]:
    """Return the conversations of a person."""
    return list(Conversation.objects.filter(person_id=person_id).values_list("id", flat=True))


def erase_threads(
    *, org_id: int, person_id: UUID, conversation_ids: Sequence[UUID], with_open_alert: set[UUID], at: datetime
) -> int:
    """Empty these threads of every word; each keeps one line that says so. Returns how many messages went.

    What has not left yet never leaves. A thread with an open alert stays open: a person still has to close the alert.
    """
    OutboxItem.objects.filter(conversation_id__in=conversation_ids).delete()  # first: the order of whoever sends
    threads = list(Conversation.objects.select_for_update().filter(id__in=conversation_ids).order_by("id"))
    NeedFound.objects.filter(conversation_id__in=conversation_ids).delete()
    Draft.objects.filter(conversation_id__in=conversation_ids).delete()
    HeldChange.objects.filter(conversation_id__in=conversation_ids).delete()
    RateBucket.objects.filter(_buckets(conversation_ids)).delete()
    said = Message.objects.filter(Q(conversation_id__in=conversation_ids) | Q(person_id=person_id))
    erased, _ = said.delete()
    for thread in threads:
        _leave_a_line(org_id, thread, at)
        is_open = thread.id in with_open_alert
        Conversation.objects.filter(id=thread.id).update(
            sealed_reference=b"",  # who writes here next is somebody we do not know
            sealed_reply_handle=None,
            answer_until=None,
            status=Status.OPEN if is_open else Status.CLOSED,
            closed_at=None if is_open else at,
            danger_rank=F("danger_rank") if is_open else 0,
            danger_kinds=[],
            waiting_since=None,
            snoozed_until=None,
            last_message_id=None,
            last_inbound_at=None,
            version=F("version") + 1,
        )
    notify_conversations(org_id=org_id, conversation_ids=conversation_ids)
    return erased


def _buckets(conversation_ids: Sequence[UUID]) -> Q:
    wanted = Q(pk__in=[])
    for conversation_id in conversation_ids:
        wanted |= Q(scope__endswith=f":{conversation_id}")
    return wanted


def _leave_a_line(org_id: int, thread: Conversation, at: datetime) -> None:
    Message.objects.create(
        org_id=org_id,
        conversation_id=thread.id,
        person_id=thread.person_id,
        direction=Direction.SYSTEM,
        system_kind="erased",
        occurred_at=at,
        received_at=at,
        sealed_text=b"",  # nothing to read, and no key to read it with
    )
