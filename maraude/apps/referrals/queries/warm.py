"""The three-way thread in clear, for each of its sides."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import partial
from uuid import UUID

from maraude.apps.inbox.models import Direction, Message, OutboxItem
from maraude.apps.people.vault import person_keys, read_text
from maraude.apps.referrals.actions.warm_thread import is_warm_now
from maraude.apps.referrals.models import Adviser, Referral, ReferralEvent, WarmWord
from maraude.apps.referrals.vault import read_words
from maraude.core.referral import State
from maraude.core.warm import may_be_warm

_PASSABLE = 5
_HELD = ("warm_held", "warm_not_sent")


@dataclass(frozen=True, slots=True, kw_only=True)
class AdviserView:
    """An invited colleague."""

    id: UUID
    name: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmLine:
    """A line of the three-way thread. `id`: a message or an event."""

    id: UUID
    at: datetime
    side: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WarmView:
    """A warm thread as its sides see it."""

    is_open: bool
    may_open: bool
    until: datetime | None
    called: str
    lines: tuple[WarmLine, ...]


def warm_view(referral: Referral, *, at: datetime) -> WarmView:
    """Return the three-way thread: what advisers wrote, what was passed on or answered, what the worker replied."""
    keys = person_keys([referral.person_id])
    is_open = is_warm_now(referral, at=at)
    return WarmView(
        is_open=is_open,
        may_open=not is_open and may_be_warm(State(referral.state)),
        until=referral.warm_until,
        called=read_words(keys, referral, referral.sealed_called, column="called"),
        lines=tuple(sorted((*_messages(referral, keys), *_answers(referral, keys)), key=lambda one: one.at)),
    )


def advisers_of(referral: Referral) -> list[AdviserView]:
    """Return the colleagues whom the structure invited."""
    keys = person_keys([referral.person_id])
    return [
        AdviserView(id=row.id, name=read_words(keys, referral, row.sealed_name, column="adviser", row_id=row.id))
        for row in Adviser.objects.filter(referral_id=referral.id).order_by("id")
    ]


def held_words(referral: Referral) -> list[WarmLine]:
    """Return the advisers' words that wait for a worker."""
    rows = list(ReferralEvent.objects.filter(referral_id=referral.id, what__in=_HELD).order_by("at", "id"))
    gone = set(
        OutboxItem.objects.filter(idempotency_key__in=[f"guest-held-{row.id}" for row in rows]).values_list(
            "idempotency_key", flat=True
        )
    )
    keys = person_keys([referral.person_id])
    return [_event(row, referral, keys) for row in rows if f"guest-held-{row.id}" not in gone]


def passable(referral: Referral) -> list[WarmLine]:
    """Return the last messages that a worker may pass on: the young person's, since they agreed."""
    if referral.warm_since is None:
        return []
    passed = WarmWord.objects.filter(referral_id=referral.id).values_list("message_id", flat=True)
    rows = Message.objects.filter(
        conversation_id=referral.conversation_id,
        direction=Direction.IN,
        deleted_at__isnull=True,
        received_at__gte=referral.warm_since,
    ).exclude(id__in=list(passed))
    keys = person_keys([referral.person_id])
    return [_line(row, keys) for row in rows.order_by("-occurred_at", "-id")[:_PASSABLE]][::-1]


def _messages(referral: Referral, keys: dict[UUID, bytes]) -> list[WarmLine]:
    ids = list(WarmWord.objects.filter(referral_id=referral.id).values_list("message_id", flat=True))
    return [_line(row, keys) for row in Message.objects.filter(id__in=ids, deleted_at__isnull=True)]


def _line(row: Message, keys: dict[UUID, bytes]) -> WarmLine:
    read = partial(read_text, keys, org_id=row.org_id, person_id=row.person_id, row_id=row.id)
    side = "person" if row.direction == Direction.IN else "structure"
    return WarmLine(id=row.id, at=row.occurred_at, side=side, words=read(row.sealed_text, column="text") or "")


def _answers(referral: Referral, keys: dict[UUID, bytes]) -> list[WarmLine]:
    since = referral.warm_since
    if since is None:
        return []
    rows = ReferralEvent.objects.filter(referral_id=referral.id, what__in=("warm_answer", "reply"), at__gte=since)
    return [_event(row, referral, keys) for row in rows]


def _event(row: ReferralEvent, referral: Referral, keys: dict[UUID, bytes]) -> WarmLine:
    words = read_words(keys, referral, row.sealed_words, column="event", row_id=row.id)
    return WarmLine(id=row.id, at=row.at, side=row.side, words=words)
