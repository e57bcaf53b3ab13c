"""Connections that cannot be used against us: every request has a deadline and a size, and the idle make room.

uvicorn closes a connection that idles between two requests, never one that idles inside its first: a script that opens
ten thousand and says nothing would take every file descriptor, and young people's messages would find the door shut.
"""

from __future__ import annotations

import asyncio
import resource
from typing import ClassVar, Final

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

HEAD_WITHIN_S = 20.0  # from the opening of the connection to the end of the request's headers
BODY_WITHIN_S = 60.0  # a megabyte at 17 KB/s: 2G does better
LARGEST_HEAD = 65_536  # bytes
_SPARE = 200  # descriptors kept for the database, the pages and the logs
_MOST: Final = 20_000

_ANSWER = (
    b"HTTP/1.1 %b\r\ncontent-type: text/plain\r\ncontent-length: 0\r\ncache-control: no-store\r\n"
    b"connection: close\r\n\r\n"
)


def raise_limit() -> int:
    """Allow this process as many files as it may have; return how many connections that makes."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = _MOST + _SPARE if hard == resource.RLIM_INFINITY else min(hard, _MOST + _SPARE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return wanted - _SPARE


class BoundedConnection(HttpToolsProtocol):
    """One connection of a client, given up when it keeps us waiting or when others need its place."""

    most = _MOST
    _silent: ClassVar[dict[BoundedConnection, None]] = {}  # those that ask for nothing now, the longest first
    _deadline: asyncio.TimerHandle | None = None
    _head_size: int | None = 0  # None: not inside a head

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Take a place, the oldest silent connection's when there is none left."""
        super().connection_made(transport)
        self._wait(HEAD_WITHIN_S, b"408 Request Timeout")
        self._silent[self] = None
        if len(self.connections) > self.most:
            next(iter(self._silent)).transport.abort()

    def connection_lost(self, exc: Exception | None) -> None:
        """Give the place back."""
        self._wait_no_more()
        self._silent.pop(self, None)
        super().connection_lost(exc)

    def data_received(self, data: bytes) -> None:
        """Read, up to the largest head."""
        super().data_received(data)
        if self._head_size is None or self.transport.is_closing():
            return
        self._head_size += len(data)
        if self._head_size > LARGEST_HEAD:
            self._give_up(b"431 Request Header Fields Too Large")

    def on_message_begin(self) -> None:
        """Begin to read a head."""
        super().on_message_begin()
        self._head_size = 0
        if self._deadline is None:
            self._wait(HEAD_WITHIN_S, b"408 Request Timeout")

    def on_headers_complete(self) -> None:
        """Read the body now, if any."""
        self._head_size = None
        self._silent.pop(self, None)
        self._wait_no_more()
        self._wait(BODY_WITHIN_S, b"408 Request Timeout")
        super().on_headers_complete()

    def on_message_complete(self) -> None:
        """Know all of the request."""
        self._wait_no_more()
        super().on_message_complete()

    def on_response_complete(self) -> None:
        """Idle until the next request."""
        super().on_response_complete()
        if self.cycle.response_complete and not self.transport.is_closing():  # else a pipelined request follows
            self._silent[self] = None

    def _wait(self, seconds: float, status: bytes) -> None:
        self._deadline = self.loop.call_later(seconds, self._give_up, status)

    def _wait_no_more(self) -> None:
        if self._deadline is not None:
            self._deadline.cancel()
            self._deadline = None

    def _give_up(self, status: bytes) -> None:
        self._wait_no_more()
        if self.cycle is None or self.cycle.response_complete:
            self.transport.write(_ANSWER % status)
        self.transport.close()
