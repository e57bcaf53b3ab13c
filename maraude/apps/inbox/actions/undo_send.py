from __future__ import annotations

from uuid import UUID

from django.db.models import F, Q

from maraude.apps.inbox.actions.write_system_line import CALLS_BACK
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation, Direction, Message, OutboxItem, OutboxState
from maraude.apps.people.vault import person_keys, read_text
from maraude.core.errors import Refused
from maraude.lib.text import without_codes


class AlreadyLeft(Refused):
    """This message has already left."""

    code = "already_left"


def undo_send(*, message_id: UUID, author_id: int) -> str:
    """Take back one's own message before it leaves and return its words, for the draft.

    Raises `AlreadyLeft` once a sender took it up.
    """
    item = (
        OutboxItem.objects.select_for_update()
        .filter(message_id=message_id, state=OutboxState.QUEUED, attempts=0)
        .first()
    )
    message = Message.objects.filter(id=message_id, author_id=author_id).first()
    if item is None or message is None:
        raise AlreadyLeft
    text = read_text(
        person_keys([message.person_id]),
        message.sealed_text,
        org_id=message.org_id,
        person_id=message.person_id,
        column="text",
        row_id=message.id,
    )
    item.delete()
    message.delete()
    restore_waiting(conversation_id=message.conversation_id)
    notify_conversations(org_id=message.org_id, conversation_ids=[message.conversation_id])
    return without_codes(text or "")


def restore_waiting(*, conversation_id: UUID) -> None:
    """Set again since when the person waits: the oldest of their messages, or of what calls back, after our answer."""
    in_thread = Message.objects.filter(conversation_id=conversation_id)
    said = in_thread.filter(direction__in=(Direction.IN, Direction.OUT))
    answers = said.filter(direction=Direction.OUT, author__isnull=False).order_by("-occurred_at")
    answered_at = answers.values_list("occurred_at", flat=True).first()
    unanswered = in_thread.filter(Q(direction=Direction.IN) | Q(direction=Direction.SYSTEM, purpose=CALLS_BACK))
    if answered_at is not None:
        unanswered = unanswered.filter(received_at__gt=answered_at)
    last = said.order_by("-occurred_at").values("id", "occurred_at", "direction").first()
    Conversation.objects.filter(id=conversation_id).update(
        waiting_since=unanswered.order_by("received_at").values_list("received_at", flat=True).first(),
        version=F("version") + 1,
        **(
            {"last_message_id": last["id"], "last_message_at": last["occurred_at"], "last_direction": last["direction"]}
            if last
            else {}
        ),
    )
