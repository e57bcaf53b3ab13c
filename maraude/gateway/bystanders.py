"""What is said near us but not to us is dropped at the door: not stored, not screened, not counted, not even raw."""

from __future__ import annotations

from collections.abc import Sequence

import asyncpg

from maraude.core.channel import InboundEvent
from maraude.core.public_place import changes_what_we_keep, is_for_us
from maraude.gateway.accounts import DoorAccount
from maraude.gateway.committer import NotStored
from maraude.gateway.database import Database
from maraude.lib.ids import derived_uuid

_KEPT = "SELECT doors.kept_event($1, $2, $3, $4)"


class Bystanders:
    """Tells the events that are for us from those that are not."""

    def __init__(self, database: Database) -> None:
        """Keep the way to the database: an edit is ours when the words it changes are."""
        self._database = database

    async def for_us(self, account: DoorAccount, events: Sequence[InboundEvent]) -> list[InboundEvent]:
        """Return the events of a body that may be kept, in order. Raises `NotStored` when it cannot be known."""
        ours: set[str] = set()
        kept = []
        for event in events:
            if is_for_us(event) or await self._changes_ours(account, event, ours):
                ours.add(event.event_id)
                kept.append(event)
        return kept

    async def _changes_ours(self, account: DoorAccount, event: InboundEvent, ours: set[str]) -> bool:
        target = event.content.target
        if target is None or not changes_what_we_keep(event):
            return False
        if target in ours:  # said to us in this very body
            return True
        conversation_id = derived_uuid(account.index_key, str(account.id), event.conversation.id)
        try:
            row = await self._database.fetchrow(_KEPT, account.org_id, account.id, conversation_id, target)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
            raise NotStored from error
        return row is not None and bool(row[0])
