"""Discord's gateway on the loopback, as its documentation tells it, for the real discord.py to speak to.

HELLO, IDENTIFY, READY, heartbeats, dispatches with their numbers, RESUME with what was missed, sessions forgotten.
"""

from __future__ import annotations

import asyncio
import json
import threading
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass, field
from typing import Any

from aiohttp import WSMsgType, web

from tests.support.discord import APPLICATION, TOKEN, Discord

DISPATCH, HEARTBEAT, IDENTIFY, RESUME, INVALID_SESSION, HELLO, ACK = 0, 1, 2, 6, 9, 10, 11
SESSION = "session-1"


def _json(value: Any, *, status: int = 200) -> web.Response:
    """Answer as Discord does: discord.py reads no JSON whose type names a charset."""
    return web.Response(body=json.dumps(value).encode(), status=status, headers={"content-type": "application/json"})


@dataclass(kw_only=True)
class GatewayDouble:
    """What the gateway said, to whom; `history` is what its API tells of each private place."""

    url: str = ""
    discord: Discord | None = None
    identified: list[dict[str, Any]] = field(default_factory=list)
    resumed_from: list[int] = field(default_factory=list)
    told: list[dict[str, Any]] = field(default_factory=list)
    history: dict[str, list[dict[str, Any]]] = field(default_factory=dict)
    asked: list[tuple[str, str]] = field(default_factory=list)
    forgets: bool = False
    refuses: bool = False
    sockets: list[web.WebSocketResponse] = field(default_factory=list)

    async def say(self, name: str, data: dict[str, Any]) -> None:
        """Dispatch an event; without anybody connected it waits for who resumes."""
        frame = {"op": DISPATCH, "t": name, "s": len(self.told) + 1, "d": data}
        self.told.append(frame)
        for socket in self.sockets:
            await socket.send_str(json.dumps(frame))

    async def drop(self) -> None:
        """Hang up on everybody, as a restart of Discord's does."""
        for socket in list(self.sockets):
            await socket.close(code=4000)

    async def me(self, request: web.Request) -> web.Response:
        if self.refuses or request.headers.get("authorization") != f"Bot {TOKEN}":
            return _json({"code": 0, "message": "401: Unauthorized"}, status=401)
        return _json({"id": APPLICATION, "username": "lanterne", "discriminator": "0", "avatar": None})

    async def application(self, request: web.Request) -> web.Response:
        del request
        owner = {"id": "1", "username": "camille", "discriminator": "0", "avatar": None}
        return _json(
            {
                "id": APPLICATION,
                "name": "La Lanterne",
                "icon": None,
                "description": "",
                "bot_public": True,
                "bot_require_code_grant": False,
                "verify_key": "00",
                "flags": 0,
                "owner": owner,
                "team": None,
            }
        )

    async def messages(self, request: web.Request) -> web.Response:
        place, after = request.match_info["place"], request.query["after"]
        self.asked.append((place, after))
        if place not in self.history:
            return _json({"code": 10003}, status=404)
        found = [one for one in self.history[place] if int(one["id"]) > int(after)]
        return _json(sorted(found, key=lambda one: -int(one["id"])))

    async def gateway(self, request: web.Request) -> web.WebSocketResponse:
        socket = web.WebSocketResponse()
        await socket.prepare(request)
        await socket.send_str(json.dumps({"op": HELLO, "d": {"heartbeat_interval": 41250}, "t": None, "s": None}))
        async for frame in socket:
            if frame.type == WSMsgType.TEXT:
                await self._answer(socket, json.loads(frame.data))
        if socket in self.sockets:
            self.sockets.remove(socket)
        return socket

    async def _answer(self, socket: web.WebSocketResponse, frame: dict[str, Any]) -> None:
        match frame["op"]:
            case 1:
                await socket.send_str(json.dumps({"op": ACK, "d": None, "t": None, "s": None}))
            case 2:
                self.identified.append(frame["d"])
                await self._ready(socket)
            case 6 if self.forgets:
                self.forgets = False
                await socket.send_str(json.dumps({"op": INVALID_SESSION, "d": False, "t": None, "s": None}))
            case 6:
                self.resumed_from.append(frame["d"]["seq"])
                for one in self.told:
                    if one["s"] > frame["d"]["seq"]:
                        await socket.send_str(json.dumps(one))
                self.sockets.append(socket)
                await self.say("RESUMED", {})

    async def _ready(self, socket: web.WebSocketResponse) -> None:
        user = {"id": APPLICATION, "username": "lanterne", "discriminator": "0", "avatar": None, "bot": True}
        self.sockets.append(socket)
        await self.say(
            "READY",
            {
                "v": 10,
                "user": user,
                "guilds": [],
                "private_channels": [],
                "session_id": SESSION,
                "resume_gateway_url": self.url.replace("http", "ws") + "/gateway",
                "application": {"id": APPLICATION, "flags": 0},
            },
        )

    async def rest(self, request: web.Request) -> web.Response:
        """Answer every other call as the double of the API does."""
        body = await request.read()
        if self.discord is None:
            return _json({"code": 0}, status=404)
        said = json.loads(body) if body else None
        status, told = await asyncio.to_thread(self.discord.answer, request.method, request.path, said)
        return _json(told, status=status)


class GatewayThread:
    """The double in a thread of its own, for tests that drive real processes."""

    def __init__(self, discord: Discord) -> None:
        self.double = GatewayDouble(discord=discord)
        self._loop = asyncio.new_event_loop()

    def say(self, name: str, data: dict[str, Any]) -> None:
        """Dispatch an event."""
        asyncio.run_coroutine_threadsafe(self.double.say(name, data), self._loop).result(10)

    @contextmanager
    def serving(self) -> Iterator[GatewayThread]:
        """Serve the API and the gateway on one address until the end of the block."""
        ready, ending = threading.Event(), asyncio.Event()

        async def serve() -> None:
            async with gateway_double(self.double):
                ready.set()
                await ending.wait()

        thread = threading.Thread(target=self._loop.run_until_complete, args=(serve(),), daemon=True)
        thread.start()
        ready.wait(10)
        assert self.double.discord is not None
        self.double.discord.url = self.double.url
        try:
            yield self
        finally:
            self._loop.call_soon_threadsafe(ending.set)
            thread.join(10)
            self._loop.close()


@asynccontextmanager
async def gateway_double(known: GatewayDouble | None = None) -> AsyncIterator[GatewayDouble]:
    """Serve until the end of the block."""
    double = known or GatewayDouble()
    app = web.Application()
    app.router.add_get("/users/@me", double.me)
    app.router.add_get("/oauth2/applications/@me", double.application)
    app.router.add_get("/channels/{place}/messages", double.messages)
    app.router.add_get("/gateway", double.gateway)
    app.router.add_get("/gateway/", double.gateway)
    app.router.add_route("*", "/{rest:.*}", double.rest)
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    double.url = f"http://127.0.0.1:{runner.addresses[0][1]}"
    try:
        yield double
    finally:
        await runner.cleanup()
