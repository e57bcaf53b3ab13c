"""Live pages: server-sent events, ids only, to the members of the organisation that something happened in."""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
from collections import defaultdict
from collections.abc import Awaitable, Callable
from functools import partial

import asyncpg

from maraude.gateway.asgi import Receive, Scope, Send, respond
from maraude.gateway.chat_live import ChatLive
from maraude.gateway.database import Database
from maraude.gateway.session import session_key, signed_in_user
from maraude.lib import clock

_CHANNEL = "maraude_live"
_KEEPALIVE_S = 20.0
_CHECKED_EVERY_S = 60.0  # a session that was ended, or a member who left, is cut within a minute however busy it is
_HEARTBEAT_S = 30.0  # a listening connection that died without a word is noticed, and opened again
_MOST_LATE = 200  # events a slow page may be behind before it is told to reload

log = logging.getLogger("maraude.live")


class Live:
    """Serves /live and listens to the database, again after every loss."""

    def __init__(self, *, database: Database, secret_key: str, cookie_name: str, visitors: ChatLive) -> None:
        """Keep the way to the database, what reads a session, and the chat pages to wake."""
        self._visitors = visitors
        self._database = database
        self._secret_key = secret_key
        self._cookie_name = cookie_name
        self._pages: dict[int, set[asyncio.Queue[bytes]]] = defaultdict(set)
        self._task: asyncio.Task[None] | None = None
        self._stopping = asyncio.Event()

    async def start(self) -> None:
        """Begin to listen."""
        self._task = asyncio.create_task(self._listen_forever())

    async def stop(self) -> None:
        """Close every page and stop listening."""
        self._stopping.set()
        self._visitors.stop()
        for queues in self._pages.values():
            for queue in queues:
                _push(queue, b"")
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Stream events to a signed-in member until they leave or their session ends."""
        key = session_key(_cookies(scope), cookie_name=self._cookie_name)
        try:
            org_id = await self._organisation(key)
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
            await respond(send, 503, b"", content_type=b"text/plain")
            return
        if org_id is None:
            await respond(send, 401, b"", content_type=b"text/plain")
            return
        queue: asyncio.Queue[bytes] = asyncio.Queue(_MOST_LATE)
        self._pages[org_id].add(queue)
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await self._stream(send, queue, gone, partial(self._is_still_member, key, org_id))
        finally:
            gone.cancel()
            self._pages[org_id].discard(queue)

    async def _stream(
        self,
        send: Send,
        queue: asyncio.Queue[bytes],
        gone: asyncio.Task[None],
        may_stay: Callable[[], Awaitable[bool]],
    ) -> None:
        headers = [
            (b"content-type", b"text/event-stream"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send(
            {"type": "http.response.body", "body": b"retry: 2000\nevent: hello\ndata: {}\n\n", "more_body": True}
        )
        checked_at = clock.monotonic()
        while not gone.done() and not self._stopping.is_set():
            getting = asyncio.ensure_future(queue.get())
            await asyncio.wait({getting, gone}, timeout=_KEEPALIVE_S, return_when=asyncio.FIRST_COMPLETED)
            if getting.done():
                event = getting.result()
            else:
                getting.cancel()
                event = b": still here\n\n"
            if clock.monotonic() >= checked_at + _CHECKED_EVERY_S:
                checked_at = clock.monotonic()
                if not await may_stay():
                    break
            if event and not gone.done():
                await send({"type": "http.response.body", "body": event, "more_body": True})
        if not gone.done():
            await send({"type": "http.response.body", "body": b""})

    async def _is_still_member(self, key: str | None, org_id: int) -> bool:
        try:
            return await self._organisation(key) == org_id
        except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError):
            return True  # the database is away: the page stays, it shows nothing of itself

    async def _organisation(self, key: str | None) -> int | None:
        if key is None:
            return None
        row = await self._database.fetchrow("SELECT doors.session($1)", key)
        user_id = signed_in_user(row[0], secret_key=self._secret_key) if row and row[0] else None
        if user_id is None:
            return None
        membership = await self._database.fetchrow("SELECT org_id FROM doors.memberships($1)", user_id)
        return membership["org_id"] if membership else None

    async def _listen_forever(self) -> None:
        while True:
            try:
                connection = await self._database.connect()
                await connection.add_listener(_CHANNEL, self._heard)
                self._tell_everybody(b"event: reload\ndata: {}\n\n")  # something may have been missed meanwhile
                lost = asyncio.Event()
                connection.add_termination_listener(lambda _connection, lost=lost: lost.set())
                await _hold(connection, lost)
            except (asyncpg.PostgresError, asyncpg.InterfaceError, OSError, TimeoutError) as error:
                log.warning("listening was interrupted (%s)", type(error).__name__)
            await asyncio.sleep(1)

    def _heard(self, _connection: object, _pid: int, _channel: str, payload: object) -> None:
        data = json.loads(str(payload))
        event = b"event: %s\ndata: %s\n\n" % (data["k"].encode(), json.dumps({"ids": data["c"]}).encode())
        for queue in self._pages.get(data["o"], ()):
            _push(queue, event)
        self._visitors.heard(data["c"])

    def _tell_everybody(self, event: bytes) -> None:
        for queues in self._pages.values():
            for queue in queues:
                _push(queue, event)


async def _hold(connection: asyncpg.Connection[asyncpg.Record], lost: asyncio.Event) -> None:
    """Return when the connection is lost; one that no longer answers raises."""
    try:
        while not lost.is_set():
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(lost.wait(), _HEARTBEAT_S)
                return
            await connection.fetchval("SELECT 1")
    finally:
        connection.terminate()


def _push(queue: asyncio.Queue[bytes], event: bytes) -> None:
    if queue.full():  # too slow to be told everything: one word replaces it all
        while not queue.empty():
            queue.get_nowait()
        event = b"event: reload\ndata: {}\n\n"
    queue.put_nowait(event)


def _cookies(scope: Scope) -> str:
    return "; ".join(value.decode("latin-1") for name, value in scope["headers"] if name == b"cookie")


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
