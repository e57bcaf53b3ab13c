"""Telling an open chat page that something moved in its thread: one word, never what."""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Iterable

from maraude.gateway.asgi import Receive, Send

_KEEPALIVE_S = 25.0
_LONGEST_S = 900.0  # then the page opens another stream, if it is still there
_MOST_STREAMS = 2_000
_MOST_PER_THREAD = 6
_LOOK = b"event: look\ndata: {}\n\n"


class ChatLive:
    """Streams of visitors, by conversation; beyond a number the pages ask by themselves, less often."""

    def __init__(self) -> None:
        """Begin with nobody."""
        self._waking: dict[str, set[asyncio.Event]] = defaultdict(set)
        self._count = 0
        self._stopping = False

    def heard(self, conversation_ids: Iterable[str]) -> None:
        """Wake the pages of these conversations."""
        for conversation_id in conversation_ids:
            for event in self._waking.get(conversation_id, ()):
                event.set()

    def stop(self) -> None:
        """End every stream."""
        self._stopping = True
        self.heard(list(self._waking))

    async def watch(self, conversation_id: str, receive: Receive, send: Send) -> bool:
        """Stream until they leave; return False, having sent nothing, when there are too many streams."""
        if self._count >= _MOST_STREAMS or len(self._waking.get(conversation_id, ())) >= _MOST_PER_THREAD:
            return False
        event = asyncio.Event()
        self._waking[conversation_id].add(event)
        self._count += 1
        gone = asyncio.create_task(_until_gone(receive))
        try:
            await self._stream(send, event, gone)
        finally:
            gone.cancel()
            self._count -= 1
            self._waking[conversation_id].discard(event)
            if not self._waking[conversation_id]:
                del self._waking[conversation_id]
        return True

    async def _stream(self, send: Send, event: asyncio.Event, gone: asyncio.Task[None]) -> None:
        headers = [
            (b"content-type", b"text/event-stream"),
            (b"cache-control", b"no-store"),
            (b"x-accel-buffering", b"no"),
        ]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": b"retry: 5000\n" + _LOOK, "more_body": True})
        ends_at = asyncio.get_running_loop().time() + _LONGEST_S
        while not self._stopping and asyncio.get_running_loop().time() < ends_at:
            waiting = asyncio.ensure_future(event.wait())
            await asyncio.wait({waiting, gone}, timeout=_KEEPALIVE_S, return_when=asyncio.FIRST_COMPLETED)
            waiting.cancel()
            if gone.done():
                return
            said = _LOOK if event.is_set() else b": still here\n\n"
            event.clear()
            await send({"type": "http.response.body", "body": said, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


async def _until_gone(receive: Receive) -> None:
    while (await receive())["type"] != "http.disconnect":
        pass
