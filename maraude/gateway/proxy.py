"""Everything that is not a webhook goes to the pages' own process, over a private socket."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import httpx

from maraude.gateway.asgi import BodyTooLarge, Disconnected, Receive, Scope, Send, read_body, respond

_HOP_BY_HOP = {
    b"connection",
    b"keep-alive",
    b"proxy-authenticate",
    b"proxy-authorization",
    b"te",
    b"trailer",
    b"transfer-encoding",
    b"upgrade",
}
# Who says where they come from is not believed: these are ours to set.
_OURS = {b"x-forwarded-for", b"x-forwarded-proto", b"x-forwarded-host", b"forwarded", b"x-real-ip", b"x-remote-user"}
_AWAY = (
    "<!doctype html><meta charset=utf-8><title>Maraude</title>"
    "<p>La page revient dans un instant. Les messages, eux, sont bien reçus. / "
    "This page will be back in a moment. Messages are still being received.</p>"
).encode()


class Proxy:
    """Passes requests on and answers back, unread."""

    def __init__(self, *, socket_path: Path, trusts_forwarded: bool) -> None:
        """`trusts_forwarded`: a reverse proxy of ours stands in front and sets X-Forwarded-Proto itself."""
        self._trusts_forwarded = trusts_forwarded
        limits = httpx.Limits(max_connections=64, max_keepalive_connections=16)
        # The transport alone, never a client: a client keeps cookies and would give one visitor another's session.
        self._transport = httpx.AsyncHTTPTransport(uds=str(socket_path), limits=limits, retries=1)

    async def stop(self) -> None:
        """Close the connections."""
        await self._transport.aclose()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Forward one request; a page that is away is said so, with the promise that matters."""
        try:
            body = await read_body(receive)
        except BodyTooLarge:
            await respond(send, 413, b'{"error": "This body is over 1 MB."}')
            return
        except Disconnected:
            return
        target = scope.get("raw_path", scope["path"].encode()).split(b"?")[0]
        query = scope["query_string"]
        request = httpx.Request(
            scope["method"],
            httpx.URL("http://pages").copy_with(raw_path=target + (b"?" + query if query else b"")),
            headers=self._headers(scope),
            content=body,
            extensions={"timeout": {"connect": 5.0, "read": 60.0, "write": 60.0, "pool": 60.0}},
        )
        try:
            response = await self._transport.handle_async_request(request)
        except httpx.TransportError:
            await respond(send, 502, _AWAY, content_type=b"text/html; charset=utf-8", extra=((b"retry-after", b"2"),))
            return
        try:
            headers = [(n.lower(), v) for n, v in response.headers.raw if n.lower() not in _HOP_BY_HOP]
            await send({"type": "http.response.start", "status": response.status_code, "headers": headers})
            async for chunk in _raw(response):
                await send({"type": "http.response.body", "body": chunk, "more_body": True})
            await send({"type": "http.response.body", "body": b""})
        finally:
            await response.aclose()

    def _headers(self, scope: Scope) -> list[tuple[bytes, bytes]]:
        kept = [
            (n, v) for n, v in scope["headers"] if n not in _HOP_BY_HOP and n not in _OURS and n != b"content-length"
        ]
        client = scope.get("client")
        kept.append((b"x-forwarded-for", (client[0] if client else "").encode()))
        if self._trusts_forwarded:
            kept += [(n, v) for n, v in scope["headers"] if n == b"x-forwarded-proto"]
        return kept


async def _raw(response: httpx.Response) -> AsyncIterator[bytes]:
    if not isinstance(response.stream, httpx.AsyncByteStream):
        return
    async for chunk in response.stream:
        yield chunk
