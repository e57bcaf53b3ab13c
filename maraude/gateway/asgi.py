"""The ASGI contract in a few aliases, and the two things every door does: read a bounded body, answer."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

type Scope = MutableMapping[str, Any]
type Message = MutableMapping[str, Any]
type Receive = Callable[[], Awaitable[Message]]
type Send = Callable[[Message], Awaitable[None]]

LARGEST_BODY = 1_048_576
MOST_DRAINED = 4 * LARGEST_BODY


class BodyTooLarge(Exception):
    """The body is over one megabyte."""


class Disconnected(Exception):
    """The other side left before the end of its body."""


async def read_body(receive: Receive) -> bytes:
    """Return the whole body.

    Raises `BodyTooLarge` over 1 MB, after draining up to 4 MB so that the sender can read our answer, and
    `Disconnected` when the sender left.
    """
    message = await receive()
    body: bytes = message.get("body", b"")
    if not message.get("more_body") and message["type"] == "http.request" and len(body) <= LARGEST_BODY:
        return body
    chunks, size = [body], len(body)
    while message.get("more_body") and size <= MOST_DRAINED:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise Disconnected
        size += len(message.get("body", b""))
        if size <= LARGEST_BODY:
            chunks.append(message.get("body", b""))
    if size > LARGEST_BODY:
        raise BodyTooLarge
    return b"".join(chunks)


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
