from __future__ import annotations

from django.db.models import F

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.inbox.actions.write_outgoing import write_outgoing
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation, Draft, Message, OutboxItem, Status
from maraude.apps.people.models import Person
from maraude.apps.people.vault import Erased
from maraude.channels.registry import CHANNELS
from maraude.core.channel import Purpose, ReplyState, Visibility
from maraude.core.errors import Refused
from maraude.core.reply_window import ReplyWindow, WindowState, reply_window
from maraude.lib import clock

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


class PublicPlace(Refused):
    """Others read this place: only the invitation to write in private leaves."""

    code = "public_place"


class WindowClosed(Refused):
    """The time to answer on this channel is over; it opens again when the person writes."""

    code = "window_closed"


def send_message(
    *,
    conversation: Conversation,
    text: str,
    author_id: int,
    idempotency_key: str,
    delay_s: float = 0,
) -> Message:
    """Put a worker's answer in the thread and in the outbox. The same key sends once and returns the same message.

    Raises `EmptyMessage`, `TooLong`, `ContactStopped`, `PublicPlace`, `WindowClosed` or `Erased`; nothing is written
    then.
    """
    earlier = OutboxItem.objects.filter(idempotency_key=idempotency_key).values_list("message_id", flat=True).first()
    if earlier is not None:
        return Message.objects.get(id=earlier)
    _check(conversation, text)
    message = write_outgoing(
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


def send_guest_words(*, conversation: Conversation, text: str, idempotency_key: str) -> Message:
    """Send the words of an adviser of a structure, who is named in them; the conversation keeps waiting for a person.

    Raises what `send_message` raises; nothing is sent then.
    """
    earlier = OutboxItem.objects.filter(idempotency_key=idempotency_key).values_list("message_id", flat=True).first()
    if earlier is not None:
        return Message.objects.get(id=earlier)
    _check(conversation, text)
    message = write_outgoing(conversation, text, author_id=None, purpose=Purpose.GUEST, key=idempotency_key, delay_s=0)
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
    if conversation.visibility != Visibility.PRIVATE:
        raise PublicPlace
    if answer_window(conversation).state == WindowState.CLOSED:
        raise WindowClosed


def answer_window(conversation: Conversation) -> ReplyWindow:
    """Return until when a worker may answer here, as the channel allows it."""
    return reply_window(
        capabilities=CHANNELS[conversation.channel].capabilities,
        state=ReplyState(last_inbound_at=conversation.last_inbound_at, answer_until=conversation.answer_until),
        at=clock.now(),
    )


def _moved(message: Message) -> dict[str, object]:
    return {
        "last_message_id": message.id,
        "last_message_at": message.occurred_at,
        "last_direction": "out",
        "version": F("version") + 1,
    }
