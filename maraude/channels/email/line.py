"""The line to a mailbox: what arrived since the last time, one by one, then waiting (IDLE) for the next."""

from __future__ import annotations

import asyncio
import imaplib
import re
import time
from dataclasses import dataclass
from typing import Final

from imap_tools.errors import ImapToolsError

from maraude.channels.email.execute import execute
from maraude.channels.email.mailbox import Mailbox, NoMailServer, WrongMailbox, open_mailbox
from maraude.channels.email.parse import READ
from maraude.channels.email.server import WrongServer, read_server
from maraude.channels.interface import Account, LineDown, Sink, WireRequest
from maraude.core.channel import SendResult

_WAIT_S: Final = 60.0
_PAUSE_S: Final = 10.0
_MOST_AT_ONCE: Final = 50
_PLACE: Final = re.compile(r"(\d{1,12}):(\d{1,12})")
_BROKEN = (ImapToolsError, imaplib.IMAP4.error, OSError, ValueError)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where we are in a mailbox: its `validity` changes when its numbers begin again, then everything is new."""

    validity: int
    number: int

    def __str__(self) -> str:
        """Write it as the position of a line."""
        return f"{self.validity}:{self.number}"


def read_place(text: str) -> Place | None:
    """Read a position; none on the first day, or when it cannot be read."""
    found = _PLACE.fullmatch(text.strip())
    return Place(validity=int(found[1]), number=int(found[2])) if found is not None else None


class EmailLine:
    """One mailbox's line."""

    def __init__(self, account: Account) -> None:
        """Keep what opens it."""
        self._account = account

    async def run(self, sink: Sink) -> None:
        """Listen until something breaks. Raises `LineDown`, or whatever storing raises."""
        mailbox = await asyncio.to_thread(self._open)
        try:
            place = await asyncio.to_thread(_begin, mailbox, read_place(sink.position))
            # Kept before anything came: what arrives during an outage of the first evening is not « before us ».
            await sink.take(b"", position=str(place))
            while True:
                heard = await asyncio.to_thread(_arrived, mailbox, place)
                for number, raw in heard:
                    place = Place(validity=place.validity, number=number)
                    await sink.take(raw, position=str(place))
                await sink.alive()
                if len(heard) < _MOST_AT_ONCE:
                    await asyncio.to_thread(_wait, mailbox)
        except _BROKEN as error:
            raise LineDown("unreachable") from error
        finally:
            await asyncio.to_thread(_leave, mailbox)

    async def send(self, request: WireRequest) -> SendResult:
        """Send by SMTP: nothing leaves by the mailbox."""
        return await asyncio.to_thread(execute, request)

    def _open(self) -> Mailbox:
        try:
            server = read_server(self._account.secrets.get("imap", ""), port=993)
            return open_mailbox(server, self._account)
        except WrongMailbox as error:
            raise LineDown("auth") from error
        except (NoMailServer, WrongServer) as error:
            raise LineDown("unreachable") from error


def _begin(mailbox: Mailbox, known: Place | None) -> Place:
    """Return where to go on from: on the first day from now on, old messages were not written to Maraude."""
    status = mailbox.folder.status("INBOX", ["UIDVALIDITY", "UIDNEXT"])
    validity, following = int(status["UIDVALIDITY"]), int(status["UIDNEXT"])
    if known is None:
        return Place(validity=validity, number=following - 1)
    # Numbers that began again: everything is read, and what was stored before counts once by its own name.
    return known if known.validity == validity else Place(validity=validity, number=0)


def _arrived(mailbox: Mailbox, place: Place) -> list[tuple[int, bytes]]:
    """Return the messages after a number, oldest first; of each at most `READ` bytes, never its files."""
    found = sorted(int(uid) for uid in mailbox.uids(f"UID {place.number + 1}:*"))
    heard = []
    for number in [one for one in found if one > place.number][:_MOST_AT_ONCE]:
        status, answer = mailbox.client.uid("fetch", str(number), f"(BODY.PEEK[]<0.{READ}>)")
        if status != "OK":
            raise OSError
        raw = next((one[1] for one in answer if isinstance(one, tuple)), None)
        if raw is not None:  # none: somebody removed it meanwhile
            heard.append((number, raw))
    return heard


def _wait(mailbox: Mailbox) -> None:
    """Wait until something arrives, a minute at most: some servers announce nothing."""
    if "IDLE" in mailbox.client.capabilities:
        mailbox.idle.wait(timeout=_WAIT_S)
    else:
        mailbox.client.noop()
        time.sleep(_PAUSE_S)


def _leave(mailbox: Mailbox) -> None:
    try:
        mailbox.logout()
    except _BROKEN:
        mailbox.client.shutdown()
