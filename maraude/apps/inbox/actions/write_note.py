from __future__ import annotations

from maraude.apps.inbox.actions.send_message import LONGEST, EmptyMessage, TooLong
from maraude.apps.inbox.actions.write_message import write_text
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation, Direction, Message
from maraude.apps.people.vault import person_key
from maraude.lib import clock
from maraude.lib.ids import uuid7


def write_note(*, conversation: Conversation, text: str, author_id: int) -> Message:
    """Leave a note for colleagues in the thread, encrypted like the rest. Raises `EmptyMessage` or `TooLong`."""
    if not text.strip():
        raise EmptyMessage
    if len(text) > LONGEST:
        raise TooLong
    now = clock.now()
    note = Message(
        org_id=conversation.org_id,
        id=uuid7(),
        conversation_id=conversation.id,
        person_id=conversation.person_id,
        direction=Direction.NOTE,
        occurred_at=now,
        received_at=now,
        author_id=author_id,
    )
    write_text(note, text.strip(), person_key(conversation.person_id))
    note.save(force_insert=True)
    notify_conversations(org_id=conversation.org_id, conversation_ids=[conversation.id])
    return note
