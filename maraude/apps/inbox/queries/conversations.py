"""Lists of conversations: one folder, one index, keyset pages; the same number of queries for 5 rows or 5 million."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import F, Q, QuerySet
from django.db.models.fields.tuple_lookups import Tuple, TupleGreaterThan, TupleLessThan

from maraude.apps.inbox.models import Conversation, Message, NeedFound, Status
from maraude.apps.orgs.reader import current_reader
from maraude.apps.people.models import Person
from maraude.apps.people.vault import person_keys, read_text
from maraude.core.age import MINORS
from maraude.core.errors import Refused
from maraude.core.safety import RiskLevel
from maraude.lib.text import without_codes

PAGE = 25
_COUNTED_TO = 1000


class Folder(StrEnum):
    """The folders of the inbox."""

    WAITING = "waiting"
    MINE = "mine"
    ALL = "all"
    WATCH = "watch"
    LATER = "later"
    CLOSED = "closed"


class WrongCursor(Refused):
    """This page does not exist: start again from the first one."""

    code = "wrong_cursor"


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedLabel:
    """A need shown on a row of the list."""

    need: str
    score: float
    state: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRow:
    """A conversation as a list shows it. `last_text` is None for an erased person or a deleted message."""

    id: UUID
    person_id: UUID
    pseudonym: str
    channel: str
    status: str
    danger_rank: int
    danger_kinds: Sequence[str]
    needs: Sequence[NeedLabel]
    waiting_since: datetime | None
    assigned_to_id: int | None
    last_text: str | None
    last_at: datetime
    last_direction: str
    door: str
    version: int
    snoozed_until: datetime | None
    is_closed: bool = False  # to whoever reads: nothing of what was said is in this row

    @property
    def level(self) -> str:
        """Return the key of the word for the danger."""
        return f"level_{self.danger_rank}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """Rows and the cursor of what follows, None at the end."""

    rows: Sequence[ConversationRow]
    next: str | None


def _folder(folder: Folder, user_id: int | None) -> tuple[QuerySet[Conversation], tuple[str, ...]]:
    rows = Conversation.objects.all()
    match folder:
        case Folder.WAITING:
            waiting = rows.filter(status=Status.OPEN, waiting_since__isnull=False, snoozed_until__isnull=True)
            return waiting, ("calm_rank", "waiting_since", "id")
        case Folder.MINE:
            return rows.filter(status=Status.OPEN, assigned_to_id=user_id, assigned_to__isnull=False), _RECENT
        case Folder.ALL:
            return rows.filter(status=Status.OPEN), _RECENT
        case Folder.WATCH:
            watched = rows.filter(status=Status.OPEN, danger_rank=RiskLevel.CONCERN.rank)
            return watched, ("-last_message_at", "-id")
        case Folder.LATER:
            return rows.filter(snoozed_until__isnull=False), ("snoozed_until", "id")
        case Folder.CLOSED:
            return rows.filter(status=Status.CLOSED), ("-closed_at", "-id")


_RECENT = ("-danger_rank", "-last_message_at", "-id")


def conversations(*, folder: Folder, user_id: int | None, cursor: str | None = None, size: int = PAGE) -> Page:
    """Return one page of a folder, danger first. Raises `WrongCursor` for a cursor we did not give."""
    rows, order = _folder(folder, user_id)
    if cursor:
        rows = rows.filter(_after(order, _read_cursor(cursor, order)))
    found = list(rows.order_by(*order)[: size + 1])
    more = _write_cursor(found[size - 1], order) if len(found) > size else None
    return Page(rows=list_rows(found[:size]), next=more)


def next_waiting(*, user_id: int) -> Conversation | None:
    """Return who needs somebody most: danger, then waiting time, among those nobody else holds."""
    rows, order = _folder(Folder.WAITING, user_id)
    reader = current_reader()
    if reader is not None and not reader.is_cleared:
        rows = rows.exclude(person_id__in=Person.objects.filter(age_band__in=MINORS).values("id"))
    return rows.filter(Q(assigned_to__isnull=True) | Q(assigned_to_id=user_id)).order_by(*order).first()


def counts(*, user_id: int) -> dict[str, int]:
    """Return how many conversations each folder holds, counted up to 1,000 (the screen then says 999+)."""
    result = {}
    for folder in (Folder.MINE, Folder.WAITING, Folder.WATCH, Folder.ALL, Folder.LATER):
        rows, _ = _folder(folder, user_id)
        result[folder.value] = rows.order_by()[:_COUNTED_TO].count()
    return result


def _after(order: Sequence[str], values: Sequence[object]) -> TupleGreaterThan | TupleLessThan:
    """Return the rows after these values: a row comparison, which PostgreSQL answers by starting inside the index."""
    columns = Tuple(*(F(column.lstrip("-")) for column in order))
    comparison = TupleLessThan if order[0].startswith("-") else TupleGreaterThan
    return comparison(columns, tuple(values))


def _write_cursor(row: Conversation, order: Iterable[str]) -> str:
    values = [getattr(row, column.lstrip("-")) for column in order]
    text = json.dumps([value.isoformat() if isinstance(value, datetime) else str(value) for value in values])
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def _read_cursor(cursor: str, order: Sequence[str]) -> list[object]:
    try:
        values = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        read = [_read(column.lstrip("-"), value) for column, value in zip(order, values, strict=True)]
    except (ValueError, TypeError, AttributeError) as error:
        raise WrongCursor from error
    return read


def _read(column: str, value: str) -> object:
    if column == "id":
        return UUID(value)
    return int(value) if column.endswith("_rank") else datetime.fromisoformat(value)


def list_rows(rows: Sequence[Conversation]) -> list[ConversationRow]:
    """Return what lists show of these conversations, in four queries whatever their number."""
    ids = [row.id for row in rows]
    names = dict(Person.objects.filter(id__in={row.person_id for row in rows}).values_list("id", "pseudonym"))
    texts = _last_texts(rows)
    needs = _needs(ids)
    return [
        ConversationRow(
            id=row.id,
            person_id=row.person_id,
            pseudonym=names.get(row.person_id, ""),
            channel=row.channel,
            status=row.status,
            danger_rank=row.danger_rank,
            danger_kinds=row.danger_kinds,
            needs=needs.get(row.id, ()),
            waiting_since=row.waiting_since,
            assigned_to_id=row.assigned_to_id,
            last_text=texts.get(row.last_message_id) if row.last_message_id else None,
            last_at=row.last_message_at,
            last_direction=row.last_direction,
            door=row.door,
            version=row.version,
            snoozed_until=row.snoozed_until,
        )
        for row in rows
    ]


def _last_texts(rows: Sequence[Conversation]) -> dict[UUID, str]:
    keys = person_keys(row.person_id for row in rows)
    messages = Message.objects.filter(
        id__in=[row.last_message_id for row in rows if row.last_message_id], deleted_at__isnull=True
    ).only("org_id", "id", "person_id", "sealed_text")
    texts = {}
    for message in messages:
        text = read_text(
            keys,
            message.sealed_text,
            org_id=message.org_id,
            person_id=message.person_id,
            column="text",
            row_id=message.id,
        )
        if text is not None:
            texts[message.id] = without_codes(text)
    return texts


def _needs(conversation_ids: Sequence[UUID]) -> dict[UUID, list[NeedLabel]]:
    found = (
        NeedFound.objects.filter(conversation_id__in=conversation_ids)
        .exclude(state__in=(NeedFound.State.DISMISSED, NeedFound.State.DOUBTFUL))
        .values_list("conversation_id", "need", "score", "state")
    )
    best: dict[UUID, dict[str, NeedLabel]] = {}
    for conversation_id, need, score, state in found:
        labels = best.setdefault(conversation_id, {})
        if need not in labels or score > labels[need].score:
            labels[need] = NeedLabel(need=need, score=score, state=state)
    return {key: sorted(labels.values(), key=lambda label: -label.score) for key, labels in best.items()}
