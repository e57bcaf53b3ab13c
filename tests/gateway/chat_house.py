"""The chat's door with a store that forgets nothing, and no database behind it."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Awaitable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, cast
from urllib.parse import urlencode

from maraude.channels.interface import Account
from maraude.core.channel import InboundEvent
from maraude.gateway.accounts import Accounts, DoorAccount
from maraude.gateway.asgi import Message, Receive, Scope, Send, respond
from maraude.gateway.chat import Chat
from maraude.gateway.chat_live import ChatLive
from maraude.gateway.committer import Committer, NotStored
from maraude.gateway.sealing import Sealing
from maraude.gateway.waiting_room import WaitingRoom
from maraude.lib.ids import uuid7
from maraude.lib.pace import Pace

KEY = "chat-key"
ACCOUNT = DoorAccount(
    org_id=1, id=uuid7(), channel="webchat", account=Account(secrets={"secret": "s"}), index_key=b"i" * 32
)


class FakeAccounts:
    """One chat page, and one partner."""

    async def find(self, key: str) -> DoorAccount | None:
        partner = DoorAccount(
            org_id=1, id=uuid7(), channel="generic", account=Account(secrets={"secret": "s"}), index_key=b"i" * 32
        )
        return {KEY: ACCOUNT, "partner-key": partner}.get(key)


class FakeSealing:
    async def seal(self, account: DoorAccount, event: InboundEvent, *, at: datetime) -> InboundEvent:
        del account, at
        return event


@dataclass
class FakeCommitter:
    """Keeps events, once each; or refuses them all while `is_away`."""

    events: list[InboundEvent] = field(default_factory=list)
    is_away: bool = False

    def store(self, rows: Sequence[Any]) -> Awaitable[int]:
        async def keep() -> int:
            if self.is_away:
                raise NotStored
            new = [row for row in rows if row.event_id not in {event.event_id for event in self.events}]
            self.events += new
            return len(new)

        return keep()


@dataclass
class Answer:
    status: int = 0
    headers: list[tuple[str, str]] = field(default_factory=list)
    body: bytes = b""

    @property
    def cookies(self) -> str:
        """What a browser would send back."""
        return "; ".join(value.split(";")[0] for name, value in self.headers if name == "set-cookie")

    @property
    def location(self) -> str:
        return dict(self.headers).get("location", "")

    @property
    def json(self) -> Any:
        return json.loads(self.body)


@dataclass
class ChatHouse:
    chat: Chat
    committer: FakeCommitter
    room: WaitingRoom

    @property
    def texts(self) -> list[str]:
        return [event.content.text for event in self.committer.events]

    async def form(self, *, to: str = KEY, cookies: str = "", origin: str = "same-origin", **fields: str) -> Answer:
        body = urlencode({"key": "k" * 12, **fields}).encode()
        return await self._send(to, body, "application/x-www-form-urlencoded", cookies, origin)

    async def script(self, *, to: str = KEY, cookies: str = "", origin: str = "same-origin", **fields: str) -> Answer:
        body = json.dumps({"key": "k" * 12, **fields}).encode()
        return await self._send(to, body, "application/json", cookies, origin)

    async def raw(self, body: bytes, kind: str = "application/x-www-form-urlencoded") -> Answer:
        return await self._send(KEY, body, kind, "", "same-origin")

    async def _send(self, to: str, body: bytes, kind: str, cookies: str, origin: str) -> Answer:
        headers = {"host": "a.example", "content-type": kind, "cookie": cookies, "sec-fetch-site": origin}
        scope: Scope = {
            "type": "http",
            "method": "POST",
            "path": f"/chat/{to}",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items() if value],
        }
        assert self.chat.serves(scope)
        answer = Answer()
        parts = [body[at : at + 65_536] for at in range(0, len(body), 65_536)] or [b""]

        async def receive() -> Message:
            return {"type": "http.request", "body": parts.pop(0), "more_body": bool(parts)}

        async def send(message: Message) -> None:
            if message["type"] == "http.response.start":
                answer.status = message["status"]
                answer.headers = [(n.decode(), v.decode()) for n, v in message["headers"]]
            answer.body += message.get("body", b"")

        await self.chat(scope, receive, send)
        return answer


def chat_house(*, visitor: tuple[int, float] = (10, 2.0), account: tuple[int, float] = (60, 0.1)) -> ChatHouse:
    """Return a door whose paces are (burst, seconds between two)."""
    committer = FakeCommitter()
    room = WaitingRoom(
        sealing=cast("Sealing", FakeSealing()),
        committer=cast("Committer", committer),
        visitor_pace=lambda: Pace(burst=visitor[0], every_s=visitor[1]),
        account_pace=lambda: Pace(burst=account[0], every_s=account[1]),
    )
    chat = Chat(accounts=cast("Accounts", FakeAccounts()), room=room, live=ChatLive(), pages=_pages, is_https=False)
    return ChatHouse(chat=chat, committer=committer, room=room)


async def _pages(scope: Scope, receive: Receive, send: Send) -> None:
    """Stand for Django: say what was handed over."""
    del scope
    await respond(send, 200, b"page with " + (await receive())["body"])


def run(work: Any) -> Any:
    return asyncio.run(asyncio.wait_for(work, 20))
