"""The gateway's sealing, screening and committing, run on the test's own transaction."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from typing import Any, cast

from django.db import connection, transaction

from maraude.apps.tenancy.keyring import kek
from maraude.core.channel import InboundEvent
from maraude.gateway.accounts import Accounts
from maraude.gateway.committer import Committer
from maraude.gateway.database import Database
from maraude.gateway.sealing import Sealing
from maraude.lib import clock
from tests.support.roles import as_role
from tests.support.world import Association


class Row(Sequence[Any]):
    """A row read by place or by name, as asyncpg gives it."""

    def __init__(self, values: Sequence[Any], names: Sequence[str]) -> None:
        self._values, self._names = values, names

    def __getitem__(self, place: Any) -> Any:
        return self._values[self._names.index(place) if isinstance(place, str) else place]

    def __len__(self) -> int:
        return len(self._values)


class SameTransaction(Database):
    """Asks Django's connection instead of opening one, so that a test may roll everything back."""

    def __init__(self) -> None:
        super().__init__({})

    def is_closed(self) -> bool:
        return False

    async def connect(self) -> Any:
        return self

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[None]:
        with transaction.atomic():
            yield

    async def execute(self, query: str, *values: object) -> None:
        await self.fetch(query, *values)

    async def fetch(self, query: str, *values: object) -> list[Any]:
        with as_role("gateway"), connection.cursor() as cursor:
            cursor.execute(re.sub(r"\$\d+", "%s", query), cast("Sequence[Any]", values))
            names = tuple(column.name for column in cursor.description or ())
            return [Row(row, names) for row in cursor.fetchall()]


def run_now[T](work: Coroutine[Any, Any, T]) -> T:
    """Run what never really waits, without an event loop: Django refuses to be called inside one."""
    try:
        while work.send(None) is None:  # it only left others their turn
            pass
    except StopIteration as end:
        return cast("T", end.value)
    raise AssertionError("this waited for something")


def say(association: Association, *events: InboundEvent) -> int:
    """Bring events in as the door does, one commit for all; return how many were new."""
    return run_now(_say(association, events))


async def _say(association: Association, events: tuple[InboundEvent, ...]) -> int:
    database = SameTransaction()
    account = await Accounts(database=database, kek=kek()).find(association.key)
    assert account is not None
    sealing = Sealing(database=database, kek=kek())
    rows = await sealing.seal(account, events, at=clock.now())
    return len(await Committer(database)._write(rows))
