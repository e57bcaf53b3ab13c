"""Conversations: lists, one thread, an answer."""

from __future__ import annotations

import hashlib
from enum import StrEnum
from uuid import UUID

from maraude.api.conversations.earlier import thread_page
from maraude.api.conversations.shapes import ConversationPage, NewMessage
from maraude.api.conversations.show import show_conversation, show_row, show_sent
from maraude.api.edge.answers import Answer
from maraude.api.edge.errors import NotHere
from maraude.api.edge.inputs import read_choice, read_cursor, read_json, write_cursor
from maraude.api.edge.route import Call
from maraude.apps.inbox.actions.send_message import send_message
from maraude.apps.inbox.models import Conversation, OutboxItem
from maraude.apps.inbox.queries.conversations import Folder, conversations, list_rows
from maraude.apps.privacy.queries.access import veiled


class FolderChoice(StrEnum):
    """The folders of contracts.md."""

    WAITING = Folder.WAITING
    MINE = Folder.MINE
    ALL = Folder.ALL
    CLOSED = Folder.CLOSED


def list_conversations(call: Call) -> Answer:
    """Return a page of a folder; an integration has no `mine`."""
    folder = read_choice(call.query, "folder", default=FolderChoice.ALL)
    page = conversations(
        folder=Folder(folder),
        user_id=call.caller.user_id,
        cursor=read_cursor(call.query, listing=folder),
    )
    rows = [show_row(row) for row in veiled(page.rows)]
    return Answer(body=ConversationPage(results=rows, next=write_cursor(page.next, listing=folder)))


def read_conversation(call: Call) -> Answer:
    """Return a conversation and the end of its thread, or an earlier part of it."""
    listing = f"thread {call.subject_id}"
    try:
        page = thread_page(conversation_id=call.subject_id, position=read_cursor(call.query, listing=listing))
    except Conversation.DoesNotExist as error:
        raise NotHere from error
    row = list_rows([page.conversation])[0]
    next_cursor = write_cursor(page.earlier, listing=listing)
    return Answer(body=show_conversation(row, messages=page.messages, next_cursor=next_cursor))


def post_message(call: Call) -> Answer:
    """Send an answer as the person of the token: 201, or 200 and the same message when the key was already used."""
    # Locked: of two posts with one key at the same time, the second waits and finds the message of the first.
    conversation = Conversation.objects.select_for_update().filter(id=call.subject_id).first()
    if conversation is None:
        raise NotHere
    wanted = read_json(call.body, NewMessage)
    author_id = call.caller.person_id
    key = outbox_key(author_id=author_id, conversation_id=conversation.id, key=wanted.idempotency_key)
    is_repeat = OutboxItem.objects.filter(idempotency_key=key).exists()
    message = send_message(conversation=conversation, text=wanted.text, author_id=author_id, idempotency_key=key)
    return Answer(status=200 if is_repeat else 201, body=show_sent(message))


def outbox_key(*, author_id: int, conversation_id: UUID, key: str) -> str:
    """Return the key kept in the outbox: the caller's own, so that nobody can occupy the key of a safety line."""
    digest = hashlib.sha256(f"{author_id} {conversation_id} {key}".encode()).hexdigest()
    return f"api-{digest}"
