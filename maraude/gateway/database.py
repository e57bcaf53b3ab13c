"""The gateway's own connections: a role that may call a few functions and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import asyncpg

_TIMEOUT_S = 5.0


class Database:
    """One connection for look-ups, reopened when it breaks; `connect` gives others."""

    def __init__(self, parameters: Mapping[str, Any]) -> None:
        """Keep asyncpg's connection parameters."""
        self._parameters = dict(parameters)
        self._connection: asyncpg.Connection[asyncpg.Record] | None = None
        self._lock = asyncio.Lock()

    async def connect(self) -> asyncpg.Connection[asyncpg.Record]:
        """Open a connection with a deadline on every command."""
        return await asyncpg.connect(**self._parameters, timeout=_TIMEOUT_S, command_timeout=_TIMEOUT_S)

    async def fetchrow(self, query: str, *values: object) -> asyncpg.Record | None:
        """Return one row; a broken connection is dropped, the next call opens another."""
        rows = await self.fetch(query, *values)
        return rows[0] if rows else None

    async def fetch(self, query: str, *values: object) -> list[asyncpg.Record]:
        """Return rows; a broken connection is dropped, the next call opens another."""
        async with self._lock:
            if self._connection is None or self._connection.is_closed():
                self._connection = await self.connect()
            try:
                rows: list[asyncpg.Record] = await self._connection.fetch(query, *values)
            except (asyncpg.InterfaceError, asyncpg.PostgresConnectionError, OSError, TimeoutError):
                self._connection.terminate()
                self._connection = None
                raise
            return rows

    async def close(self) -> None:
        """Close the look-up connection."""
        if self._connection is not None:
            await self._connection.close()
