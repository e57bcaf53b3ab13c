"""The lines of channels that do not write to us: kept up, one an account; what they hear passes by the same doors."""

from __future__ import annotations

import asyncio
import contextlib
import logging
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import asyncpg

from maraude.channels.interface import Channel, LineDown, Listening
from maraude.channels.registry import CHANNELS
from maraude.gateway.accounts import Accounts, DoorAccount
from maraude.gateway.committer import Committer, NotStored
from maraude.gateway.database import Database
from maraude.gateway.sealing import Sealing
from maraude.lib import clock
from maraude.lib.line_state import LineState, line_folder, write_line_state, write_whole

_WAITS_S = (1.0, 2.0, 5.0, 15.0, 30.0, 60.0)
_TOLD_EVERY_S = 20.0
_STEADY_S = 60.0  # a line that held that long starts again from the shortest wait
_LISTENING = sorted(name for name, channel in CHANNELS.items() if isinstance(channel, Listening))

log = logging.getLogger("maraude.listener")


@dataclass(kw_only=True)
class LineSink:
    """Where one line puts what it hears: parsed, screened, sealed and durable before its position moves."""

    account: DoorAccount
    channel: Channel
    folder: Path
    sealing: Sealing
    committer: Committer
    told_at: float = 0.0

    @property
    def position(self) -> str:
        """Return where to go on from."""
        with contextlib.suppress(OSError):
            return (self.folder / "position").read_text(encoding="utf-8")
        return ""

    async def take(self, body: bytes, *, position: str) -> None:
        """Store a body, then move. Raises `NotStored`; a body that nobody can read is counted and passed over."""
        now = datetime.fromtimestamp(clock.unix(), UTC)
        parsed = self.channel.parse(body, at=now)
        if parsed.malformed is not None:
            log.warning("a line heard something that could not be read")
        rows = await self.sealing.seal(self.account, parsed.events, at=now)
        if rows:
            await self.committer.store(rows)
        write_whole(self.folder / "position", position)
        await self.alive()

    async def alive(self) -> None:
        """Note that the line is up, every twenty seconds at most."""
        if clock.monotonic() - self.told_at >= _TOLD_EVERY_S:
            self.told_at = clock.monotonic()
            write_line_state(self.folder, LineState(is_up=True, at=clock.unix()))


class Lines:
    """Keeps one line for each account of a channel that listens; accounts come and go while it runs."""

    def __init__(
        self, *, database: Database, accounts: Accounts, sealing: Sealing, committer: Committer, home: Path
    ) -> None:
        """Keep what a line needs: whose it is, how it is sealed, where it is stored."""
        self._database = database
        self._accounts = accounts
        self._sealing = sealing
        self._committer = committer
        self._home = home
        self._kept: dict[str, asyncio.Task[None]] = {}

    async def refresh(self) -> None:
        """Start the lines of new accounts, end those of accounts that were closed."""
        wanted = await self._wanted()
        for key in self._kept.keys() - wanted.keys():
            self._kept.pop(key).cancel()
        for key in wanted.keys() - self._kept.keys():
            account = await self._accounts.find(key)
            if account is not None:
                known = replace(account, account=replace(account.account, outbound_url=wanted[key]))
                self._kept[key] = asyncio.create_task(self._keep(known))

    async def stop(self) -> None:
        """End all lines."""
        ending = list(self._kept.values())
        self._kept.clear()
        for task in ending:
            task.cancel()
        await asyncio.gather(*ending, return_exceptions=True)

    async def _wanted(self) -> Mapping[str, str]:
        try:
            rows = await self._database.fetch("SELECT key, outbound_url FROM doors.listening_accounts($1)", _LISTENING)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
            raise NotStored from error
        return {row["key"]: row["outbound_url"] for row in rows}

    async def _keep(self, account: DoorAccount) -> None:
        channel = CHANNELS[account.channel]
        folder = line_folder(self._home, account.id)
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        sink = LineSink(
            account=account, channel=channel, folder=folder, sealing=self._sealing, committer=self._committer
        )
        tries = 0
        while True:
            begun = clock.monotonic()
            code = await _run(channel, account, sink)
            tries = 0 if clock.monotonic() - begun > _STEADY_S else tries
            write_line_state(folder, LineState(is_up=False, code=code, at=clock.unix()))
            sink.told_at = 0.0
            log.warning("a line of %s is down (%s): trying again", account.channel, code)
            await asyncio.sleep(_WAITS_S[min(tries, len(_WAITS_S) - 1)])
            tries += 1


async def _run(channel: Channel, account: DoorAccount, sink: LineSink) -> str:
    """Keep a line until it breaks; return why."""
    if not isinstance(channel, Listening):
        return "unsupported"
    try:
        await channel.line(account.account, folder=sink.folder).run(sink)
    except LineDown as error:
        return error.code
    except NotStored:
        return "not_stored"
    except Exception:  # the outer edge: a platform's surprise is logged by its class, and the line is tried again
        log.exception("a line of %s broke", account.channel)
        return "unreachable"
    return "ended"
