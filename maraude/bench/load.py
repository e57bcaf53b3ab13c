"""The load generator: persistent connections, each sending a ready-made request when the last one is answered."""

from __future__ import annotations

import asyncio
import sys
import time
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import uvloop

_END = b"\r\n\r\n"
_LENGTH = b"content-length:"


@dataclass(slots=True)
class Tally:
    """What came back."""

    ok: int = 0
    failed: int = 0


class _Connection(asyncio.Protocol):
    def __init__(self, requests: list[bytes], place: int, step: int, tally: Tally, until: float) -> None:
        self._requests, self._place, self._step = requests, place, step
        self._tally, self._until = tally, until
        self._buffer = b""
        self.closed = asyncio.get_running_loop().create_future()

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)  # uvloop's own class
        self._send()

    def _send(self) -> None:
        if self._place >= len(self._requests) or time.perf_counter() >= self._until:
            self._transport.close()
            return
        self._transport.write(self._requests[self._place])
        self._place += self._step

    def data_received(self, data: bytes) -> None:
        self._buffer += data
        head_end = self._buffer.find(_END)
        if head_end < 0:
            return
        head = self._buffer[:head_end].lower()
        begins = head.find(_LENGTH)
        length = int(head[begins + len(_LENGTH) :].split(b"\r\n", 1)[0]) if begins >= 0 else 0
        if len(self._buffer) < head_end + len(_END) + length:
            return
        if self._buffer.startswith(b"HTTP/1.1 200"):
            self._tally.ok += 1
        else:
            self._tally.failed += 1
        self._buffer = b""
        self._send()

    def connection_lost(self, exc: Exception | None) -> None:
        if exc is not None:
            self._tally.failed += 1
        if not self.closed.done():
            self.closed.set_result(None)


async def _run(requests: list[bytes], *, port: int, connections: int, seconds: float) -> tuple[Tally, float]:
    tally, begins = Tally(), time.perf_counter()
    loop, until = asyncio.get_running_loop(), time.perf_counter() + seconds

    async def one(place: int) -> None:
        _, protocol = await loop.create_connection(
            lambda: _Connection(requests, place, connections, tally, until), "127.0.0.1", port
        )
        await asyncio.wait_for(protocol.closed, seconds + 30)

    await asyncio.gather(*(one(place) for place in range(connections)))
    return tally, time.perf_counter() - begins


def main() -> None:
    """Send the requests of a file (length-prefixed) to a port of this machine; print ok, failed, seconds."""
    path, port, connections, seconds = sys.argv[1:5]
    requests, raw, place = [], Path(path).read_bytes(), 0
    while place < len(raw):
        size = int.from_bytes(raw[place : place + 4])
        requests.append(raw[place + 4 : place + 4 + size])
        place += 4 + size
    tally, took = uvloop.run(_run(requests, port=int(port), connections=int(connections), seconds=float(seconds)))
    sys.stdout.write(f"{tally.ok} {tally.failed} {took:.4f}\n")


if __name__ == "__main__":
    main()
