"""The ASGI contract in a few aliases, and the two things every door does: read a bounded body, answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any, ClassVar, Self

type Scope = MutableMapping[str, Any]
type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]

LARGEST_BODY = 1_048_576
MOST_DRAINED = 4 * LARGEST_BODY
MOST_IN_HAND = 256 * LARGEST_BODY


class BodyTooLarge(Exception):
    """The body is over one megabyte."""


class Overloaded(Exception):
    """Too many large bodies are being read at once: the sender must come back."""


class Disconnected(Exception):
    """The other side left before the end of its body."""


async def read_body(receive: Receive) -> bytes:
    """Return the whole body.

    Raises `BodyTooLarge` over 1 MB, after draining up to 4 MB so that the sender can read our answer,
    `Disconnected` when the sender left, and `Overloaded` when all the bodies in hand are too much for one process.
    """
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body") and message["type"] == "http.request" and len(body) <= LARGEST_BODY:
        return body
    with _Hand() as hand:
        return await _read_on(message, receive, hand)


async def _read_on(message: Message, receive: Receive, hand: _Hand) -> bytes:
    chunks, size = [message.get("body", b"")], len(message.get("body", b""))
    while message.get("more_body") and size <= MOST_DRAINED:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        size += len(message.get("body", b""))
        if size <= LARGEST_BODY:
            chunks.append(message.get("body", b""))
            hand.take(len(chunks[-1]))
    if size > LARGEST_BODY:
        raise BodyTooLarge
    return b"".join(chunks)


class _Hand:
    """The bytes of one body while it is read, counted with all others: ten thousand slow megabytes are refused."""

    total: ClassVar[int] = 0
    _mine = 0

    def __enter__(self) -> Self:
        return self

    def take(self, size: int) -> None:
        """Hold more. Raises `Overloaded`."""
        self._mine += size
        _Hand.total += size
        if _Hand.total > MOST_IN_HAND:
            raise Overloaded

    def __exit__(self, *_: object) -> None:
        _Hand.total -= self._mine


async def respond(
    send: Send,
    status: int,
    body: bytes,
    *,
    content_type: bytes = b"application/json",
    extra: tuple[tuple[bytes, bytes], ...] = (),
) -> None:
    """Answer in one piece."""
    headers = [
        (b"content-type", content_type),
        (b"content-length", b"%d" % len(body)),
        (b"cache-control", b"no-store"),
        *extra,
    ]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
