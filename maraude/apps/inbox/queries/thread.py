"""One conversation as it is read: messages in the platform's order, with what was understood."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any
from uuid import UUID

import msgspec

from maraude.apps.inbox.models import Conversation, Delivery, Direction, Draft, Message, NeedFound, OutboxItem
from maraude.apps.orgs.models import User
from maraude.apps.people.models import Person
from maraude.apps.people.vault import person_keys, read_text
from maraude.lib.text import without_codes

SHOWN = 100
_NOT_ARRIVED = {Delivery.REFUSED, Delivery.FAILED}


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedMark:
    """A need of a message: from which words, how sure, and what a worker decided."""

    need: str
    score: float
    evidence: Sequence[tuple[int, int]]
    source: str
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadMessage:
    """A message in clear, for who may read it. `text` is None when the person was erased."""

    id: UUID
    direction: str
    text: str | None
    occurred_at: datetime
    received_at: datetime
    is_late: bool
    author: str
    author_id: int | None
    purpose: str
    system_kind: str
    delivery: str
    attachments: Sequence[str]  # file_…: what stands in place of each file
    risk_rank: int
    risk_kinds: Sequence[str]
    risk_rules: Sequence[str]
    edited_at: datetime | None
    deleted_at: datetime | None
    model_version: str
    needs: Sequence[NeedMark] = ()
    understanding: dict[str, Any] = field(default_factory=dict)
    why: str = ""  # the code of what kept an answer of ours from arriving


@dataclass(frozen=True, slots=True, kw_only=True)
class ThreadView:
    """A conversation, its person and the end of its thread (`has_earlier` when there is more)."""

    conversation: Conversation
    person: Person
    messages: Sequence[ThreadMessage]
    has_earlier: bool
    draft: str


def thread(
    *, conversation_id: UUID, user_id: int | None, before: datetime | None = None, size: int = SHOWN
) -> ThreadView:
    """Return a conversation with its last messages. Raises `Conversation.DoesNotExist` for another tenant's."""
    conversation = Conversation.objects.get(id=conversation_id)
    rows = Message.objects.filter(conversation_id=conversation_id)
    if before is not None:
        rows = rows.filter(occurred_at__lt=before)
    found = list(rows.order_by("-occurred_at", "-id")[: size + 1])
    keys = person_keys({conversation.person_id, *(row.person_id for row in found)})
    shown = found[:size][::-1]
    needs = _needs([row.id for row in shown])
    authors = dict(
        User.objects.filter(id__in={row.author_id for row in shown if row.author_id}).values_list("id", "display_name")
    )
    why = _reasons([row.id for row in shown if row.delivery in _NOT_ARRIVED])
    return ThreadView(
        conversation=conversation,
        person=Person.objects.get(id=conversation.person_id),
        messages=[_shown(row, keys, needs.get(row.id, ()), authors, why.get(row.id, "")) for row in shown],
        has_earlier=len(found) > size,
        draft=_draft(conversation, keys, user_id),
    )


def _needs(message_ids: Sequence[UUID]) -> dict[UUID, list[NeedMark]]:
    marks: dict[UUID, list[NeedMark]] = {}
    for row in NeedFound.objects.filter(message_id__in=message_ids).order_by("-score", "need"):
        spans = [(start, end) for start, end in row.evidence]
        mark = NeedMark(need=row.need, score=row.score, evidence=spans, source=row.source, state=row.state)
        marks.setdefault(row.message_id, []).append(mark)
    return marks


def _reasons(message_ids: Sequence[UUID]) -> dict[UUID, str]:
    if not message_ids:
        return {}
    return dict(OutboxItem.objects.filter(message_id__in=message_ids).values_list("message_id", "last_error"))


def _shown(
    row: Message, keys: dict[UUID, bytes], needs: Sequence[NeedMark], authors: dict[int, str], why: str
) -> ThreadMessage:
    read = partial(read_text, keys, org_id=row.org_id, person_id=row.person_id, row_id=row.id)
    understood = read(row.sealed_understanding, column="understanding") if row.sealed_understanding else None
    return ThreadMessage(
        id=row.id,
        direction=row.direction,
        text=_text(row, read(row.sealed_text, column="text")),
        occurred_at=row.occurred_at,
        received_at=row.received_at,
        is_late=row.is_late,
        author=authors.get(row.author_id or 0, ""),
        author_id=row.author_id,
        purpose=row.purpose,
        system_kind=row.system_kind,
        delivery=row.delivery,
        attachments=[f"file_{kind}" for kind in row.attachments],
        risk_rank=row.risk_rank,
        risk_kinds=row.risk_kinds,
        risk_rules=row.risk_rules,
        edited_at=row.edited_at,
        deleted_at=row.deleted_at,
        model_version=row.model_version,
        needs=needs,
        understanding=msgspec.json.decode(understood) if understood else {},
        why=why,
    )


def _text(row: Message, text: str | None) -> str | None:
    return text if text is None or row.direction == Direction.IN else without_codes(text)


def _draft(conversation: Conversation, keys: dict[UUID, bytes], user_id: int | None) -> str:
    draft = Draft.objects.filter(conversation_id=conversation.id, user_id=user_id).first() if user_id else None
    if draft is None:
        return ""
    text = read_text(
        keys,
        draft.sealed_text,
        org_id=conversation.org_id,
        person_id=conversation.person_id,
        column=f"draft {user_id}",
        row_id=conversation.id,
    )
    return text or ""


def recent_texts(conversation_ids: Collection[UUID], *, size: int = 3) -> dict[UUID, list[str]]:
    """Return the last words said by the young person in each conversation, oldest first, in two queries."""
    rows = Message.objects.raw(_RECENT, [list(conversation_ids), size])
    keys = person_keys(row.person_id for row in rows)
    texts: dict[UUID, list[str]] = {}
    for row in rows:
        text = read_text(
            keys, row.sealed_text, org_id=row.org_id, person_id=row.person_id, column="text", row_id=row.id
        )
        texts.setdefault(row.conversation_id, []).insert(0, text or "")
    return texts


_RECENT = """
SELECT m.org_id, m.id, m.conversation_id, m.person_id, m.sealed_text
FROM unnest(%s::uuid[]) AS wanted (id)
CROSS JOIN LATERAL (
    SELECT * FROM inbox_message said
    WHERE said.org_id = nullif(current_setting('app.tenant', true), '')::bigint
      AND said.conversation_id = wanted.id AND said.direction = 'in' AND said.deleted_at IS NULL
    ORDER BY said.occurred_at DESC, said.id DESC LIMIT %s
) m
"""
