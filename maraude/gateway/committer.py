"""Group commit: while one batch is being written, the next one gathers; each request waits for its own commit."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

import asyncpg

from maraude.core.errors import MaraudeError
from maraude.gateway.database import Database
from maraude.lib.faults import fault_point
from maraude.lib.ids import uuid7
from maraude.understanding.danger import Screening

_MOST_ROWS = 1_000
_MOST_BYTES = 8_000_000  # in one statement: a few long messages must not make hundreds of short ones late
_MOST_WAITING = 20_000
_MOST_BYTES_WAITING = 128_000_000
_INGEST = (
    "SELECT doors.ingest($1::bigint[],$2::uuid[],$3::uuid[],$4::text[],$5::uuid[],$6::text[],$7::date[],"
    "$8::bytea[],$9::text[])"
)
_ALERT = "SELECT doors.raise_alert($1,$2,$3,$4,$5::smallint,$6::text[],$7::text[],'rules',$8,$9,$10,$11,$12)"

log = logging.getLogger("maraude.gateway")


class NotStored(MaraudeError):
    """The message could not be stored: the platform must send it again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """An envelope ready to be stored, and the danger seen in it."""

    org_id: int
    id: UUID
    account_id: UUID
    event_id: str
    conversation_id: UUID
    kind: str
    key_on: date
    sealed_event: bytes
    screening: Screening
    sealed_excerpt: bytes | None


type _Waiting = tuple[Sequence[Row], asyncio.Future[int]]


class Committer:
    """One flusher, no timer: a batch is whatever came while the last one was being written."""

    def __init__(self, database: Database) -> None:
        """Keep the way to the database."""
        self._database = database
        self._connection: asyncpg.Connection[asyncpg.Record] | None = None
        self._waiting: list[_Waiting] = []
        self._rows_waiting = self._bytes_waiting = 0
        self._something = asyncio.Event()
        self._task: asyncio.Task[None] | None = None

    async def start(self) -> None:
        """Begin to flush."""
        self._task = asyncio.create_task(self._flush_forever())

    async def stop(self) -> None:
        """Flush what waits, then stop."""
        for _, done in self._waiting:
            with contextlib.suppress(NotStored):
                await done
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
        if self._connection is not None:
            await self._connection.close()
        await self._database.close()

    def store(self, rows: Sequence[Row]) -> asyncio.Future[int]:
        """Return how many rows were new, once they are durable. Raises `NotStored`."""
        done = asyncio.get_running_loop().create_future()
        if self._rows_waiting >= _MOST_WAITING or self._bytes_waiting >= _MOST_BYTES_WAITING:
            done.set_exception(NotStored("Too many messages are waiting: try again in a moment."))
            return done
        self._waiting.append((rows, done))
        self._rows_waiting += len(rows)
        self._bytes_waiting += _weight(rows)
        self._something.set()
        return done

    async def _flush_forever(self) -> None:
        while True:
            await self._something.wait()
            await self._flush(self._take())

    async def _flush(self, batch: Sequence[_Waiting]) -> None:
        # one order of names: two gateways that are told the same things at once do not wait for each other
        rows = sorted((row for rows, _ in batch for row in rows), key=lambda row: (row.account_id, row.event_id))
        try:
            fault_point("door.before_write")
            stored = await self._write(rows)
            fault_point("door.committed")
        except Exception as error:  # nobody is told that it was stored, and the flusher lives  # noqa: BLE001
            log.warning("a batch of %d could not be stored (%s)", len(batch), type(error).__name__)
            await self._drop_connection()
            _settle(batch, error=True)
        else:
            _settle(batch, stored=stored)

    def _take(self) -> list[_Waiting]:
        size = weight = count = 0
        for rows, _ in self._waiting:
            more = _weight(rows)
            if count and (size + len(rows) > _MOST_ROWS or weight + more > _MOST_BYTES):
                break
            size, weight, count = size + len(rows), weight + more, count + 1
        batch, self._waiting = self._waiting[:count], self._waiting[count:]
        self._rows_waiting -= size
        self._bytes_waiting -= weight
        if not self._waiting:
            self._something.clear()
        return batch

    async def _write(self, rows: Sequence[Row]) -> set[UUID]:
        if self._connection is None or self._connection.is_closed():
            self._connection = await self._database.connect()
        connection = self._connection
        dangers = [row for row in rows if row.screening.level.is_alert]
        if not dangers:
            return await _ingest(connection, rows)
        async with connection.transaction():
            stored = await _ingest(connection, rows)
            fault_point("door.before_alert")
            for row in sorted(dangers, key=lambda row: row.conversation_id):  # one order: no two gateways deadlock
                if row.id in stored:
                    await _raise_alert(connection, row)
            fault_point("door.before_commit")
        return stored

    async def _drop_connection(self) -> None:
        if self._connection is not None:
            self._connection.terminate()
            self._connection = None


def _weight(rows: Sequence[Row]) -> int:
    return sum(len(row.sealed_event) for row in rows)


async def _ingest(connection: asyncpg.Connection[asyncpg.Record], rows: Sequence[Row]) -> set[UUID]:
    found = await connection.fetch(
        _INGEST,
        [row.org_id for row in rows],
        [row.id for row in rows],
        [row.account_id for row in rows],
        [row.event_id for row in rows],
        [row.conversation_id for row in rows],
        [row.kind for row in rows],
        [row.key_on for row in rows],
        [row.sealed_event for row in rows],
        [row.screening.level.value for row in rows],
    )
    return {record[0] for record in found}


async def _raise_alert(connection: asyncpg.Connection[asyncpg.Record], row: Row) -> None:
    screening = row.screening
    await connection.execute(
        _ALERT,
        row.org_id,
        uuid7(),
        row.conversation_id,
        row.id,
        screening.level.rank,
        [kind.value for kind in screening.kinds],
        list(screening.rules),
        screening.about == "other",
        row.sealed_excerpt,
        row.key_on,
        uuid7(),
        uuid7(),
    )


def _settle(batch: Sequence[_Waiting], *, stored: set[UUID] | None = None, error: bool = False) -> None:
    for rows, done in batch:
        if done.done():
            continue
        if error or stored is None:
            done.set_exception(NotStored())
        else:
            done.set_result(sum(row.id in stored for row in rows))
