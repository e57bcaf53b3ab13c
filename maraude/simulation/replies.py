"""What the demo's colleagues answered, noted and decided, put at its time in the past."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from uuid import UUID

from maraude.apps.inbox.actions.follow_path import follow_path
from maraude.apps.inbox.actions.move_conversation import assign, close, snooze
from maraude.apps.inbox.actions.send_message import send_message
from maraude.apps.inbox.actions.undo_send import restore_waiting
from maraude.apps.inbox.actions.write_note import write_note
from maraude.apps.inbox.models import Conversation, Delivery, Message, OutboxItem, OutboxState
from maraude.apps.orgs.models import User
from maraude.apps.safety.models import Alert
from maraude.simulation.cast import Story


def play_replies(*, org_id: int, stories: Sequence[Story], users: Mapping[str, User], begins_at: datetime) -> None:
    """Bring each story to the state it has when the demo opens."""
    del org_id  # the caller's transaction is already inside its walls
    for story in stories:
        event = Message.objects.get(event_id=f"demo-{story.id}-0")
        conversation = Conversation.objects.get(id=event.conversation_id)
        _age_arrivals(story, conversation.id)
        for place, line in enumerate(story.lines):
            if line.by == "in":
                continue
            author, at = users[line.by], begins_at - timedelta(minutes=line.ago)
            if line.note:
                said = write_note(conversation=conversation, text=line.text, author_id=author.id)
            else:
                said = send_message(
                    conversation=conversation,
                    text=line.text,
                    author_id=author.id,
                    idempotency_key=f"demo-{story.id}-{place}",
                )
            Message.objects.filter(id=said.id).update(occurred_at=at, received_at=at)
            OutboxItem.objects.filter(message_id=said.id).update(state=OutboxState.DONE)
        Message.objects.filter(conversation_id=conversation.id, delivery=Delivery.QUEUED, author__isnull=False).update(
            delivery=Delivery.DELIVERED
        )
        restore_waiting(conversation_id=conversation.id)
        follow_path(person_id=conversation.person_id, conversation_id=conversation.id)
        conversation.refresh_from_db()
        _settle(story, conversation, users, begins_at)


def _age_arrivals(story: Story, conversation_id: UUID) -> None:
    for message in Message.objects.filter(conversation_id=conversation_id, direction="in"):
        Message.objects.filter(id=message.id).update(received_at=message.occurred_at)
        Alert.objects.filter(conversation_id=conversation_id).update(raised_at=message.occurred_at)
    del story


def _settle(story: Story, conversation: Conversation, users: Mapping[str, User], at: datetime) -> None:
    if story.held_by:
        holder = users[story.held_by].id
        assign(conversation=conversation, to_user_id=holder, by_user_id=holder)
    if story.later:
        snooze(conversation=conversation, until=at + timedelta(days=2), by_user_id=users[story.held_by].id)
    if story.closed_as:
        anybody = next(iter(users.values())).id
        close(conversation=conversation, outcome=story.closed_as, by_user_id=anybody, at=at, has_open_alert=False)
