"""The front door: webhooks in, live events out, everything else handed to the pages. Raw ASGI, no Django."""

from __future__ import annotations

from maraude.gateway.asgi import Overloaded, Receive, Scope, Send, respond
from maraude.gateway.chat import Chat
from maraude.gateway.inbound import Inbound
from maraude.gateway.live import Live
from maraude.gateway.proxy import Proxy


class Gateway:
    """Routes a connection by its path; owns what the parts share between start and stop."""

    def __init__(self, *, inbound: Inbound, chat: Chat, live: Live, proxy: Proxy) -> None:
        """Keep the four parts."""
        self._inbound = inbound
        self._chat = chat
        self._live = live
        self._proxy = proxy

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Serve one connection."""
        if scope["type"] == "lifespan":
            await self._lifespan(receive, send)
            return
        if scope["type"] != "http":
            return
        try:
            await self._serve(scope, receive, send)
        except Overloaded:
            await respond(send, 503, b'{"error":"Too much at once: try again."}', extra=((b"retry-after", b"5"),))

    async def _serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        path: str = scope["path"]
        if path.startswith("/in/") and not path.endswith("/outbox"):
            await self._inbound(scope, receive, send)
        elif self._chat.serves(scope):
            await self._chat(scope, receive, send)
        elif path == "/live":
            await self._live(scope, receive, send)
        elif path == "/healthz":
            await respond(send, 200, b"ok\n", content_type=b"text/plain")
        else:
            await self._proxy(scope, receive, send)

    async def _lifespan(self, receive: Receive, send: Send) -> None:
        while True:
            message = await receive()
            if message["type"] == "lifespan.startup":
                await self._inbound.start()
                await self._live.start()
                await send({"type": "lifespan.startup.complete"})
                continue
            await self._live.stop()
            await self._chat.stop()
            await self._inbound.stop()
            await self._proxy.stop()
            await send({"type": "lifespan.shutdown.complete"})
            return
