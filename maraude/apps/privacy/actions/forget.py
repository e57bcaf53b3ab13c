"""Erasing a part: one message, one need. What was a danger stays an alert, without its words."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maraude.apps.audit.actions.record import record
from maraude.apps.inbox.actions.write_message import write_text
from maraude.apps.inbox.actions.write_system_line import write_system_line
from maraude.apps.inbox.models import Conversation, Direction, Message, NeedFound
from maraude.apps.ingest.models import Envelope
from maraude.apps.people.models import Person
from maraude.apps.people.vault import person_key
from maraude.apps.safety.models import Alert


def forget_message(*, person: Person, message_id: UUID, at: datetime) -> bool:
    """Erase the words of one message of theirs and what was understood of it; False when there is nothing to erase.

    Raises `Message.DoesNotExist` for a message that is not theirs.
    """
    place = Message.objects.filter(person_id=person.id, direction=Direction.IN)
    conversation = _held(place.values_list("conversation_id", flat=True).get(id=message_id))
    message = Message.objects.select_for_update().get(id=message_id)
    if message.deleted_at is not None:
        return False
    write_text(message, "", person_key(person.id))
    message.sealed_understanding, message.deleted_at = None, at
    message.save(update_fields=["sealed_text", "sealed_understanding", "deleted_at"])
    NeedFound.objects.filter(message_id=message.id).delete()
    envelopes = Envelope.objects.filter(conversation_id=conversation.id, event_id=message.event_id)
    Alert.objects.filter(
        conversation_id=conversation.id, envelope_id__in=list(envelopes.values_list("id", flat=True))
    ).update(sealed_excerpt=None, key_on=None)
    envelopes.delete()
    write_system_line(conversation=conversation, kind="person_erased_message", at=at)
    _audit(person, "message_forgotten")
    return True


def forget_need(*, person: Person, need: str, at: datetime) -> int:
    """Erase a need wherever it was read in a person's threads; return from how many messages."""
    forgotten = 0
    for conversation in Conversation.objects.select_for_update().filter(person_id=person.id).order_by("id"):
        erased, _ = NeedFound.objects.filter(conversation_id=conversation.id, need=need).delete()
        if erased:
            write_system_line(conversation=conversation, kind="person_removed_need", at=at)
            forgotten += erased
    if forgotten:
        _audit(person, "need_forgotten")
    return forgotten


def _held(conversation_id: UUID) -> Conversation:
    return Conversation.objects.select_for_update().get(id=conversation_id)


def _audit(person: Person, action: str) -> None:
    record(org_id=person.org_id, actor="person", action=action, subject_kind="person", subject_id=person.id)
