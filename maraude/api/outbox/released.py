"""What left for a partner that fetches: numbered once it may be read, so that nothing appears behind a cursor."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from maraude.api.outbox.shapes import Departed
from maraude.apps.inbox.models import Conversation, Message, OutboxItem
from maraude.apps.people.vault import person_keys, read_text

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Released:
    """A page, and the number of its last message (the one it began after when it is empty)."""

    departed: Sequence[Departed]
    last: int


def released(*, account_id: UUID, after: int, size: int = PAGE) -> Released:
    """Return what left through an account after a number, in four queries. An erased person's messages are gone."""
    items = list(
        OutboxItem.objects.filter(account_id=account_id, release_number__gt=after)
        .order_by("release_number")
        .values_list("message_id", "release_number")[:size]
    )
    if not items:
        return Released(departed=(), last=after)
    messages = {row.id: row for row in Message.objects.filter(id__in=[message_id for message_id, _ in items])}
    wanted = {row.conversation_id for row in messages.values()}
    threads = {row.id: row for row in Conversation.objects.filter(id__in=wanted)}
    keys = person_keys({row.person_id for row in messages.values()} | {row.person_id for row in threads.values()})
    found = (_departed(messages.get(message_id), threads, keys) for message_id, _ in items)
    return Released(departed=[one for one in found if one is not None], last=items[-1][1] or after)


def _departed(
    message: Message | None, threads: Mapping[UUID, Conversation], keys: Mapping[UUID, bytes]
) -> Departed | None:
    thread = None if message is None else threads.get(message.conversation_id)
    if message is None or thread is None:  # erased between two of our queries
        return None
    text = read_text(
        keys,
        bytes(message.sealed_text),
        org_id=message.org_id,
        person_id=message.person_id,
        column="text",
        row_id=message.id,
    )
    reference = read_text(
        keys,
        bytes(thread.sealed_reference),
        org_id=thread.org_id,
        person_id=thread.person_id,
        column="reference",
        row_id=thread.id,
    )
    if text is None or reference is None:
        return None
    return Departed(conversation=reference, message_id=message.id, text=text, at=message.occurred_at)
