"""The stream of a visitor: one word when something moved, and a bound on how many listen."""

from __future__ import annotations

import asyncio

from maraude.gateway.asgi import Message
from maraude.gateway.chat_live import _MOST_PER_THREAD, ChatLive
from tests.gateway.chat_house import run


class Listener:
    """A browser that listens until it leaves."""

    def __init__(self, live: ChatLive, thread: str) -> None:
        self.sent: list[bytes] = []
        self._left = asyncio.Event()
        self.ended = asyncio.ensure_future(live.watch(thread, self._receive, self._send))

    async def _receive(self) -> Message:
        await self._left.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        self.sent.append(message.get("body", b""))

    @property
    def looks(self) -> int:
        return b"".join(self.sent).count(b"event: look")

    async def leave(self) -> bool:
        self._left.set()
        return await self.ended


async def _woken() -> tuple[int, int, bytes]:
    live = ChatLive()
    mine, other = Listener(live, "mine"), Listener(live, "other")
    await asyncio.sleep(0)
    live.heard(["mine", "nobody"])
    await asyncio.sleep(0.05)
    await mine.leave()
    await other.leave()
    assert live._waking == {}
    return mine.looks, other.looks, b"".join(mine.sent)


def test_only_the_pages_of_a_thread_are_woken_and_told_nothing_but_to_look() -> None:
    mine, other, sent = run(_woken())
    assert (mine, other) == (2, 1)
    assert b"data: {}" in sent
    assert b"mine" not in sent


async def _too_many() -> list[bool]:
    live = ChatLive()
    listeners = [Listener(live, "mine") for _ in range(_MOST_PER_THREAD)]
    await asyncio.sleep(0)
    late = Listener(live, "mine")
    refused = await late.ended
    assert late.sent == []
    return [refused, *[await listener.leave() for listener in listeners]]


def test_one_thread_has_a_few_streams_at_most_and_the_next_page_asks_by_itself() -> None:
    assert run(_too_many()) == [False] + [True] * _MOST_PER_THREAD


async def _stopped() -> bool:
    live = ChatLive()
    listener = Listener(live, "mine")
    await asyncio.sleep(0)
    live.stop()
    return await listener.ended


def test_every_stream_ends_when_the_gateway_stops() -> None:
    assert run(_stopped())
