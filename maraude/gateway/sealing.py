"""From an event to a row: bystanders left out, danger screen, encryption under the association's key of the day."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from datetime import date, datetime

import asyncpg

from maraude.channels.envelope import seal_event, seal_excerpt
from maraude.core.channel import EventKind, InboundEvent
from maraude.gateway.accounts import DoorAccount
from maraude.gateway.bystanders import Bystanders
from maraude.gateway.committer import NotStored, Row
from maraude.gateway.database import Database
from maraude.lib import crypto
from maraude.lib.ids import derived_uuid, uuid7
from maraude.understanding.danger import Screening, screen

_SCREENED = {EventKind.MESSAGE, EventKind.EDIT, EventKind.INTERACTION}
_EXCERPT = 400  # characters of the sentence an alert shows
_BEFORE = 120  # of them, what was said just before
_CALM = screen("")
_TURN = 10  # events sealed in a row: a few milliseconds


class Sealing:
    """Makes rows; remembers the keys of the day."""

    def __init__(self, *, database: Database, kek: bytes) -> None:
        """Keep the way to the database and the key that wraps the keys of the day."""
        self._database = database
        self._kek = kek
        self._bystanders = Bystanders(database)
        self._keys: dict[tuple[int, date], bytes] = {}

    async def seal(self, account: DoorAccount, events: Sequence[InboundEvent], *, at: datetime) -> list[Row]:
        """Return the rows of the events that may be kept; what was not said to us leaves no trace.

        A large array leaves others their turn while it is screened. Raises `NotStored` when the database is away.
        """
        rows = []
        for place, event in enumerate(await self._bystanders.for_us(account, events), start=1):
            rows.append(await self._seal(account, event, at=at))
            if place % _TURN == 0:
                await asyncio.sleep(0)
        return rows

    async def _seal(self, account: DoorAccount, event: InboundEvent, *, at: datetime) -> Row:
        today = at.date()
        key = self._keys.get((account.org_id, today)) or await self._key_of_the_day(account.org_id, today)
        envelope_id = uuid7()
        text = event.content.text
        screening: Screening = screen(text) if event.kind in _SCREENED and text else _CALM
        excerpt = None
        if screening.level.is_alert:
            words = _around(text, screening.evidence)
            excerpt = seal_excerpt(key, words, org_id=account.org_id, envelope_id=envelope_id, on=today)
        return Row(
            org_id=account.org_id,
            id=envelope_id,
            account_id=account.id,
            event_id=event.event_id,
            conversation_id=derived_uuid(account.index_key, str(account.id), event.conversation.id),
            kind=event.kind.value,
            key_on=today,
            sealed_event=seal_event(key, event, org_id=account.org_id, envelope_id=envelope_id, on=today),
            screening=screening,
            sealed_excerpt=excerpt,
        )

    async def _key_of_the_day(self, org_id: int, today: date) -> bytes:
        proposed = crypto.wrap(self._kek, crypto.new_key())
        try:
            row = await self._database.fetchrow(
                "SELECT doors.envelope_key($1, $2, $3, $4)", org_id, today, uuid7(), proposed
            )
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
            raise NotStored from error
        if row is None:
            raise NotStored
        key = crypto.unwrap(self._kek, row[0])
        self._keys = {(org, day): known for (org, day), known in self._keys.items() if day >= today}
        self._keys[org_id, today] = key
        return key


def _around(text: str, evidence: Sequence[tuple[int, int]]) -> str:
    """Return the part of a long text where the danger is said: its first lines may tell of something else.

    >>> _around("bonjour", [(0, 3)])
    'bonjour'
    """
    if len(text) <= _EXCERPT:
        return text
    begin = max(0, evidence[0][0] - _BEFORE) if evidence else 0
    return f"{'…' if begin else ''}{text[begin : begin + _EXCERPT]}…"
