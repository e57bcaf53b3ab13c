"""The line to Discord's gateway, kept by discord.py: what is typed to the application in private, and nothing else.

One intent, DIRECT_MESSAGES, which is not privileged: of rooms Discord tells this line nothing at all.
"""

from __future__ import annotations

import asyncio
import logging
from typing import Any, Final

import discord
import msgspec
import yarl
from discord.gateway import DiscordWebSocket
from discord.http import Route

from maraude.channels.discord.execute import execute
from maraude.channels.discord.payloads import Heard
from maraude.channels.discord.places import Places
from maraude.channels.interface import Account, LineDown, Sink, WireRequest
from maraude.core.channel import SendResult

_HEARD: Final = {"MESSAGE_CREATE", "MESSAGE_UPDATE", "MESSAGE_DELETE"}
_MOST_CAUGHT_UP: Final = 100  # of one place, after a silence
_REFUSED: Final = 4004

log = logging.getLogger("maraude.discord")
logging.getLogger("discord").setLevel(logging.CRITICAL)  # it would tell the addresses of private places


class _Frame(msgspec.Struct):
    t: str | None = None
    d: msgspec.Raw = msgspec.Raw()


class _Ears(discord.Client):
    """Keeps the connection, heartbeats and resumptions; frames are put aside in their order, as they came."""

    def __init__(self) -> None:
        super().__init__(
            intents=discord.Intents(dm_messages=True),
            max_messages=None,
            enable_debug_events=True,
            allowed_mentions=discord.AllowedMentions.none(),
        )
        self.frames: asyncio.Queue[str | bytes] = asyncio.Queue()

    def dispatch(self, event: str, /, *args: Any, **kwargs: Any) -> None:  # noqa: ANN401 - the library's own words
        """Take frames; nothing else of the library's is listened to."""
        del kwargs
        if event == "socket_raw_receive":
            self.frames.put_nowait(args[0])

    async def missed(self, place: str, *, after: str) -> list[dict[str, Any]]:
        """Return what was said in a place after a number, oldest first; nothing for a place that is gone."""
        try:
            found = await self.http.logs_from(int(place), _MOST_CAUGHT_UP, after=int(after))
        except (discord.Forbidden, discord.NotFound):
            return []
        return [dict(one) for one in reversed(found)]


class DiscordLine:
    """One application's line."""

    def __init__(self, account: Account) -> None:
        """Keep its token; a Discord of one's own (`outbound_url`) has its gateway beside its API."""
        self._token = account.secrets.get("token", "")
        if account.outbound_url:
            Route.BASE = account.outbound_url
            address = yarl.URL(account.outbound_url)
            gateway = address.with_scheme("wss" if address.scheme == "https" else "ws").with_path("/gateway")
            DiscordWebSocket.DEFAULT_GATEWAY = gateway

    async def run(self, sink: Sink) -> None:
        """Listen until something breaks. Raises `LineDown`, or whatever storing raises."""
        places, ears = Places(sink.position, token=self._token), _Ears()
        connected = asyncio.create_task(ears.start(self._token))
        try:
            while not connected.done() or not ears.frames.empty():
                frame = await _next(ears, connected)
                if frame is not None:
                    await _take(frame, ears, places, sink)
        finally:
            await ears.close()
            connected.cancel()
            ended = (await asyncio.gather(connected, return_exceptions=True))[0]
        raise LineDown(_why(ended))

    async def send(self, request: WireRequest) -> SendResult:
        """Call the API: nothing leaves by the gateway."""
        return await asyncio.to_thread(execute, request)


async def _next(ears: _Ears, connected: asyncio.Task[None]) -> str | bytes | None:
    """Return the next frame, none once the connection ended."""
    waiting = asyncio.create_task(ears.frames.get())
    await asyncio.wait({waiting, connected}, return_when=asyncio.FIRST_COMPLETED)
    if waiting.done():
        return waiting.result()
    waiting.cancel()
    return None


async def _take(frame: str | bytes, ears: _Ears, places: Places, sink: Sink) -> None:
    read = msgspec.json.decode(frame, type=_Frame)
    if read.t == "READY":  # a new session: what was said since the last one is asked for
        for place, last in places:
            for message in await ears.missed(place, after=last):
                await _hear("MESSAGE_CREATE", msgspec.json.encode(message), places, sink)
    if read.t in _HEARD:
        await _hear(read.t, bytes(read.d), places, sink)
    else:
        await sink.alive()


async def _hear(name: str, told: bytes, places: Places, sink: Sink) -> None:
    """Pass a private message of a person on, without what Discord tells of them; leave everything else where it is."""
    try:
        message = msgspec.json.decode(told, type=Heard)
    except msgspec.MsgspecError:
        log.warning("discord told something that could not be read: %s", name)
        return
    person = message.author.id if message.author is not None else places.person(message.channel_id)
    if message.guild_id is not None or not person or (message.author is not None and message.author.bot):
        return
    message.recipient = person
    places.note(place=message.channel_id, person=person, number=message.id)
    await sink.take(msgspec.json.encode({"t": name, "d": message}), position=places.position())


def _why(ended: object) -> str:
    is_refused = isinstance(ended, discord.LoginFailure | discord.PrivilegedIntentsRequired) or (
        isinstance(ended, discord.ConnectionClosed) and ended.code == _REFUSED
    )
    return "auth" if is_refused else "unreachable"
