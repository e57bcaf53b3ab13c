"""Which account a key belongs to: asked of the database through one function, remembered for seconds."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from uuid import UUID

import asyncpg

from maraude.channels.interface import Account
from maraude.gateway.committer import NotStored
from maraude.gateway.database import Database
from maraude.lib import clock, crypto
from maraude.lib.crypto import associated

_REMEMBERED_S = 5.0  # a revoked account stays open no longer than this
_MOST_REMEMBERED = 10_000
_KEY = re.compile(r"[\w-]{8,64}", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorAccount:
    """An account as the gateway needs it: whose, which channel, its secrets in memory."""

    org_id: int
    id: UUID
    channel: str
    account: Account
    index_key: bytes


class Accounts:
    """Looks accounts up by their key, with a short memory, for unknown keys too."""

    def __init__(self, *, database: Database, kek: bytes) -> None:
        """Keep the way to the database and the key that opens secrets."""
        self._database = database
        self._kek = kek
        self._known: dict[str, tuple[float, DoorAccount | None]] = {}

    async def find(self, key: str) -> DoorAccount | None:
        """Return the active account of this key, or None. Raises `NotStored` when the database cannot answer."""
        remembered = self._known.get(key)
        now = clock.monotonic()
        if remembered is not None and remembered[0] > now:
            return remembered[1]
        if _KEY.fullmatch(key) is None:
            return None
        found = await self._ask(key)
        if len(self._known) >= _MOST_REMEMBERED:
            self._known.clear()
        self._known[key] = (now + _REMEMBERED_S, found)
        return found

    async def _ask(self, key: str) -> DoorAccount | None:
        try:
            row = await self._database.fetchrow("SELECT * FROM doors.channel_account($1)", key)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
            raise NotStored from error
        if row is None:
            return None
        place = associated(row["org_id"], "channel_account", row["account_id"])
        secrets = json.loads(crypto.unseal(self._kek, row["sealed_secret"], bound_to=place))
        return DoorAccount(
            org_id=row["org_id"],
            id=row["account_id"],
            channel=row["channel"],
            account=Account(secrets=secrets),
            index_key=crypto.unwrap(self._kek, row["wrapped_index_key"]),
        )
