"""Fifty open pages and a steady partner: who was told of what, and when."""

from __future__ import annotations

import asyncio
import re
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import cast

import httpx

_TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="(\w+)"')
_LENGTH = re.compile(rb"content-length: (\d+)", re.IGNORECASE)
_SENDERS = 8
_LAST_WAIT_S = 5.0


@dataclass(slots=True, kw_only=True)
class Heard:
    """What one page heard: each piece as it came, and when."""

    pieces: list[tuple[float, bytes]] = field(default_factory=list)


@dataclass(slots=True, kw_only=True)
class Sent:
    """When each message was due to leave, how late we were to send it, when it was acknowledged, and how many not."""

    due: list[float] = field(default_factory=list)
    late_s: list[float] = field(default_factory=list)  # the generator's own: what the machine adds to everything
    acknowledged_s: list[float] = field(default_factory=list)
    failed: int = 0


def sign_in(url: str, email: str, password: str) -> str:
    """Return the session cookie of a worker, signed in as a browser does it."""
    with httpx.Client(base_url=url, trust_env=False, follow_redirects=False, timeout=20) as client:
        found = _TOKEN.search(client.get("/accounts/login/").text)
        if found is None:
            raise RuntimeError("the log-in page has no form")
        fields = {"login": email, "password": password, "csrfmiddlewaretoken": found[1]}
        client.post("/accounts/login/", data=fields, headers={"referer": f"{url}/accounts/login/"})
        return client.cookies["maraude_session"]


class _Page(asyncio.Protocol):
    def __init__(self, cookie: str, heard: Heard) -> None:
        self._cookie, self._heard = cookie, heard
        self.is_open = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        request = f"GET /live HTTP/1.1\r\nhost: 127.0.0.1\r\ncookie: maraude_session={self._cookie}\r\n\r\n"
        cast("asyncio.Transport", transport).write(request.encode())

    def data_received(self, data: bytes) -> None:
        self._heard.pieces.append((time.perf_counter(), data))
        if not self.is_open.done() and b"event: hello" in data:
            self.is_open.set_result(None)


async def listen_and_send(
    *, port: int, cookies: Sequence[str], pages: int, requests: Sequence[bytes], each_s: float
) -> tuple[list[Heard], Sent]:
    """Open the pages, then send one request every `each_s` seconds, whatever the answers take."""
    loop, heard = asyncio.get_running_loop(), [Heard() for _ in range(pages)]
    opened = [
        await loop.create_connection(partial(_Page, cookies[n % len(cookies)], heard[n]), "127.0.0.1", port)
        for n in range(pages)
    ]
    await asyncio.wait_for(asyncio.gather(*(page.is_open for _, page in opened)), 30)
    sent, waiting = Sent(), asyncio.Queue[tuple[float, bytes]]()
    senders = [asyncio.create_task(_send(port, waiting, sent)) for _ in range(_SENDERS)]
    begins = time.perf_counter() + 0.2
    for number, request in enumerate(requests):
        due = begins + number * each_s
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        sent.due.append(due)
        sent.late_s.append(time.perf_counter() - due)
        waiting.put_nowait((due, request))
    await waiting.join()
    await asyncio.sleep(_LAST_WAIT_S)
    for sender in senders:
        sender.cancel()
    for transport, _ in opened:
        transport.close()
    return heard, sent


async def _send(port: int, waiting: asyncio.Queue[tuple[float, bytes]], sent: Sent) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    while True:
        due, request = await waiting.get()
        writer.write(request)
        head = await reader.readuntil(b"\r\n\r\n")
        length = _LENGTH.search(head)
        await reader.readexactly(int(length[1]) if length else 0)
        sent.acknowledged_s.append(time.perf_counter() - due)
        sent.failed += not head.startswith(b"HTTP/1.1 200")
        waiting.task_done()
