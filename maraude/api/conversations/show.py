"""From rows of the inbox to what the API shows of them."""

from __future__ import annotations

from collections.abc import Sequence

from maraude.api.conversations.shapes import (
    Conversation,
    ConversationRow,
    Danger,
    LastMessage,
    Message,
    NeedDecision,
    NeedScore,
    Person,
)
from maraude.apps.inbox import models
from maraude.apps.inbox.models import Delivery, Direction, NeedFound, Status
from maraude.apps.inbox.queries import conversations as listed
from maraude.apps.inbox.queries.thread import NeedMark, ThreadMessage
from maraude.apps.people.vault import person_keys, read_text
from maraude.core.need import Need
from maraude.core.safety import RiskKind, RiskLevel
from maraude.lib.text import without_codes

_LEVELS = tuple(RiskLevel)


def show_danger(rank: int, kinds: Sequence[str]) -> Danger:
    """Return a danger; a kind that this version does not know is left out."""
    return Danger(level=_LEVELS[rank], kinds=[RiskKind(kind) for kind in kinds if kind in RiskKind])


def show_row(row: listed.ConversationRow) -> ConversationRow:
    """Return a row of a list."""
    return ConversationRow(
        id=row.id,
        person=Person(id=row.person_id, pseudonym=row.pseudonym),
        channel=row.channel,
        status=Status(row.status),
        risk=show_danger(row.danger_rank, row.danger_kinds),
        needs=[NeedScore(need=Need(label.need), score=label.score) for label in row.needs],
        waiting_since=row.waiting_since,
        last_message=LastMessage(text=row.last_text, at=row.last_at, direction=Direction(row.last_direction)),
    )


def show_conversation(
    row: listed.ConversationRow, *, messages: Sequence[ThreadMessage], next_cursor: str | None
) -> Conversation:
    """Return a conversation with a part of its thread."""
    shown = show_row(row)
    return Conversation(
        id=shown.id,
        person=shown.person,
        channel=shown.channel,
        status=shown.status,
        risk=shown.risk,
        needs=shown.needs,
        waiting_since=shown.waiting_since,
        last_message=shown.last_message,
        messages=[show_message(message) for message in messages],
        next=next_cursor,
    )


def show_message(message: ThreadMessage) -> Message:
    """Return a message; a deleted one keeps its place and loses its words."""
    is_deleted = message.deleted_at is not None
    return Message(
        id=message.id,
        direction=Direction(message.direction),
        text=None if is_deleted else message.text,
        at=message.occurred_at,
        delivery=Delivery(message.delivery),
        needs=[_show_need(mark) for mark in message.needs],
        risk=show_danger(message.risk_rank, message.risk_kinds),
        edited=message.edited_at is not None,
        deleted=is_deleted,
    )


def show_sent(message: models.Message) -> Message:
    """Return a message of ours, its words read back from where they are kept."""
    text = read_text(
        person_keys([message.person_id]),
        bytes(message.sealed_text),
        org_id=message.org_id,
        person_id=message.person_id,
        column="text",
        row_id=message.id,
    )
    return Message(
        id=message.id,
        direction=Direction(message.direction),
        text=None if text is None else without_codes(text),
        at=message.occurred_at,
        delivery=Delivery(message.delivery),
        needs=[],
        risk=show_danger(message.risk_rank, message.risk_kinds),
        edited=False,
        deleted=False,
    )


def _show_need(mark: NeedMark) -> NeedDecision:
    return NeedDecision(need=Need(mark.need), score=mark.score, state=NeedFound.State(mark.state))
