"""The listener: `python -m maraude.gateway.listen`, configured by the environment alone (`maraude.gateway.lines`)."""

from __future__ import annotations

import asyncio
import contextlib
import logging
import signal
import sys

from maraude.core.errors import MaraudeError
from maraude.gateway.committer import Committer, NotStored
from maraude.gateway.database import Database
from maraude.gateway.lines import Lines
from maraude.gateway.parts import database_place, door_parts
from maraude.lib import env, logs

_REFRESH_S = 5.0

log = logging.getLogger("maraude.listener")


async def listen(lines: Lines, committer: Committer) -> None:
    """Keep lines up until SIGTERM; accounts are looked at again every five seconds."""
    stopping = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stopping.set)
    await committer.start()
    while not stopping.is_set():
        try:
            await lines.refresh()
        except NotStored:
            log.warning("the database is away: trying again")
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stopping.wait(), _REFRESH_S)
    await lines.stop()
    await committer.stop()


def main() -> None:
    """Build from the environment and listen."""
    logs.configure()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        place = database_place()
        accounts, sealing = door_parts(Database(place))
        committer = Committer(Database(place))
        lines = Lines(
            database=Database(place), accounts=accounts, sealing=sealing, committer=committer, home=env.home()
        )
    except MaraudeError as error:
        sys.exit(str(error))
    asyncio.run(listen(lines, committer))


if __name__ == "__main__":
    main()
