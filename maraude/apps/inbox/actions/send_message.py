from __future__ import annotations

from datetime import timedelta

from django.db.models import F
from django.db.models.functions import Now

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.inbox.actions.write_message import write_text
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation, Delivery, Direction, Draft, Message, OutboxItem, OutboxState, Status
from maraude.apps.people.models import Person
from maraude.apps.people.vault import Erased, person_key
from maraude.core.channel import Purpose
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.lib.ids import uuid7

LONGEST = 10_000
UNDO_S = 5


class EmptyMessage(Refused):
    """Write something before sending."""

    code = "empty"


class TooLong(Refused):
    """This message is too long: cut it in two."""

    code = "too_long"


class ContactStopped(Refused):
    """This person asked us to stop writing; they can write again whenever they want."""

    code = "stopped"


def send_message(
    *,
    conversation: Conversation,
    text: str,
    author_id: int,
    idempotency_key: str,
    delay_s: float = 0,
) -> Message:
    """Put a worker's answer in the thread and in the outbox. The same key sends once and returns the same message.

    Raises `EmptyMessage`, `TooLong`, `ContactStopped` or `Erased`; nothing is written then.
    """
    earlier = OutboxItem.objects.filter(idempotency_key=idempotency_key).values_list("message_id", flat=True).first()
    if earlier is not None:
        return Message.objects.get(id=earlier)
    _check(conversation, text)
    message = _write(
        conversation,
        text,
        author_id=author_id,
        purpose=Purpose.REPLY,
        key=idempotency_key,
        delay_s=delay_s,
    )
    Conversation.objects.filter(id=conversation.id).update(
        waiting_since=None,
        snoozed_until=None,
        status=Status.OPEN,
        closed_at=None,
        assigned_to_id=conversation.assigned_to_id or author_id,
        **_moved(message),
    )
    Draft.objects.filter(conversation_id=conversation.id, user_id=author_id).delete()
    record(
        org_id=conversation.org_id,
        actor=user_actor(author_id),
        action="message_sent",
        subject_kind="conversation",
        subject_id=conversation.id,
    )
    notify_conversations(org_id=conversation.org_id, conversation_ids=[conversation.id])
    return message


def send_safety_line(*, conversation: Conversation, text: str, idempotency_key: str) -> Message | None:
    """Send the one right line, as a rule of the house: before everything else, and even after a STOP.

    The conversation keeps waiting for a person: a machine's line answers nobody.
    """
    if OutboxItem.objects.filter(idempotency_key=idempotency_key).exists():
        return None
    message = _write(conversation, text, author_id=None, purpose=Purpose.SAFETY, key=idempotency_key, delay_s=0)
    Conversation.objects.filter(id=conversation.id).update(version=F("version") + 1)
    notify_conversations(org_id=conversation.org_id, conversation_ids=[conversation.id])
    return message


def send_rule_line(
    *, conversation: Conversation, text: str, idempotency_key: str, purpose: Purpose = Purpose.SERVICE
) -> Message | None:
    """Send a line that a rule of the house authorised (its words are ours); nothing leaves after a STOP.

    The conversation keeps waiting for a person.
    """
    is_stopped = Person.objects.filter(id=conversation.person_id, stopped_at__isnull=False).exists()
    if is_stopped or OutboxItem.objects.filter(idempotency_key=idempotency_key).exists():
        return None
    message = _write(conversation, text, author_id=None, purpose=purpose, key=idempotency_key, delay_s=0)
    Conversation.objects.filter(id=conversation.id).update(version=F("version") + 1)
    notify_conversations(org_id=conversation.org_id, conversation_ids=[conversation.id])
    return message


def send_guest_words(*, conversation: Conversation, text: str, idempotency_key: str) -> Message:
    """Send the words of an adviser of a structure, who is named in them; the conversation keeps waiting for a person.

    Raises `EmptyMessage`, `TooLong`, `ContactStopped` or `Erased`; nothing is sent then.
    """
    earlier = OutboxItem.objects.filter(idempotency_key=idempotency_key).values_list("message_id", flat=True).first()
    if earlier is not None:
        return Message.objects.get(id=earlier)
    _check(conversation, text)
    message = _write(conversation, text, author_id=None, purpose=Purpose.GUEST, key=idempotency_key, delay_s=0)
    Conversation.objects.filter(id=conversation.id).update(version=F("version") + 1)
    notify_conversations(org_id=conversation.org_id, conversation_ids=[conversation.id])
    return message


def _check(conversation: Conversation, text: str) -> None:
    if not text.strip():
        raise EmptyMessage
    if len(text) > LONGEST:
        raise TooLong
    person = Person.objects.only("org_id", "id", "stopped_at", "erased_at").get(id=conversation.person_id)
    if person.erased_at is not None:
        raise Erased
    if person.stopped_at is not None:
        raise ContactStopped


def _moved(message: Message) -> dict[str, object]:
    return {
        "last_message_id": message.id,
        "last_message_at": message.occurred_at,
        "last_direction": "out",
        "version": F("version") + 1,
    }


def _write(
    conversation: Conversation, text: str, *, author_id: int | None, purpose: Purpose, key: str, delay_s: float
) -> Message:
    now = clock.now()
    message = Message(
        org_id=conversation.org_id,
        id=uuid7(),
        conversation_id=conversation.id,
        person_id=conversation.person_id,
        direction=Direction.OUT,
        occurred_at=now,
        received_at=now,
        author_id=author_id,
        purpose=purpose,
        delivery=Delivery.QUEUED,
    )
    write_text(message, text.strip(), person_key(conversation.person_id))
    message.save(force_insert=True)
    OutboxItem.objects.create(
        org_id=conversation.org_id,
        message_id=message.id,
        conversation_id=conversation.id,
        account_id=conversation.account_id,
        idempotency_key=key,
        state=OutboxState.QUEUED,
        priority=0 if purpose == Purpose.SAFETY else 1,
        not_before=Now() + timedelta(seconds=delay_s),  # the sender's clock is the database's
    )
    return message
