"""Storing events without a server: the same sealing, screening and commit as the door."""

from __future__ import annotations

from collections.abc import AsyncIterable, Sequence
from dataclasses import dataclass

from maraude.core.channel import InboundEvent
from maraude.gateway.accounts import Accounts
from maraude.gateway.committer import Committer
from maraude.gateway.sealing import Sealing
from maraude.lib import clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """How many events were new, and how many were already there."""

    accepted: int
    duplicates: int


async def replay(
    batches: AsyncIterable[Sequence[InboundEvent]],
    *,
    key: str,
    accounts: Accounts,
    sealing: Sealing,
    committer: Committer,
) -> Replayed:
    """Store batches of events for the account of `key`. Raises `NotStored`, or `LookupError` for an unknown key."""
    account = await accounts.find(key)
    if account is None:
        raise LookupError(key)
    await committer.start()
    accepted = total = 0
    async for events in batches:
        rows = await sealing.seal(account, events, at=clock.now())
        accepted += await committer.store(rows) if rows else 0
        total += len(rows)
    await committer.stop()
    return Replayed(accepted=accepted, duplicates=total - accepted)
