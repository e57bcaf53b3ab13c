"""A thread in pages, from its end: no message is skipped, even where several were said at the same instant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.inbox.queries.thread import SHOWN, ThreadMessage, thread

_AN_INSTANT = timedelta(microseconds=1)  # the finest time PostgreSQL keeps


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadPage:
    """A part of a thread, oldest first; `earlier` is the position of what was said before, None at the beginning."""

    conversation: Conversation
    messages: Sequence[ThreadMessage]
    earlier: str | None


def thread_page(*, conversation_id: UUID, position: str | None, size: int = SHOWN) -> ThreadPage:
    """Return the last `size` messages before `position`. Raises `Conversation.DoesNotExist` for another tenant's."""
    before, already_shown = (None, 0) if position is None else _place(conversation_id, position)
    view = thread(conversation_id=conversation_id, user_id=None, before=before, size=size + already_shown)
    shown = view.messages[: len(view.messages) - already_shown]
    first = shown[0] if shown and view.has_earlier else None
    return ThreadPage(
        conversation=view.conversation,
        messages=shown,
        earlier=None if first is None else f"{first.occurred_at.isoformat()} {first.id}",
    )


def _place(conversation_id: UUID, position: str) -> tuple[datetime, int]:
    """Return a time just after the position, and how many messages of before that time were shown already."""
    at_text, _, id_text = position.partition(" ")
    at = datetime.fromisoformat(at_text)
    same_instant = Message.objects.filter(conversation_id=conversation_id, occurred_at=at, id__gte=UUID(id_text))
    return at + _AN_INSTANT, same_instant.count()
