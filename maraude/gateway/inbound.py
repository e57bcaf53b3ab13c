"""A webhook: verified on its raw body, screened for danger, stored, and only then acknowledged."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from maraude.channels.interface import Answer, Challenge, RawRequest, Reject
from maraude.channels.registry import CHANNELS
from maraude.gateway.accounts import Accounts, DoorAccount
from maraude.gateway.asgi import BodyTooLarge, Disconnected, Receive, Scope, Send, read_body, respond
from maraude.gateway.committer import Committer, NotStored
from maraude.gateway.sealing import Sealing
from maraude.lib import clock


class Inbound:
    """Serves /in/<channel>/<account-key>."""

    def __init__(self, *, accounts: Accounts, sealing: Sealing, committer: Committer) -> None:
        """Keep what a webhook needs: who it is for, how it is sealed, where it is stored."""
        self._accounts = accounts
        self._sealing = sealing
        self._committer = committer

    async def start(self) -> None:
        """Open the way to the database."""
        await self._committer.start()

    async def stop(self) -> None:
        """Store what is under way, then close."""
        await self._committer.stop()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer 200 only after the commit; 503 when nothing could be stored, so that the platform retries."""
        try:
            body = await read_body(receive)
        except BodyTooLarge:
            await _refuse(send, 413, "This body is over 1 MB.")
            return
        except Disconnected:
            return
        try:
            await self._serve(scope, body, send)
        except NotStored:
            await _refuse(send, 503, "Not stored: try again.", retry_after=True)

    async def _serve(self, scope: Scope, body: bytes, send: Send) -> None:
        account = await self._account(scope["path"])
        if account is None:
            await _refuse(send, 404, "Nothing here.")
            return
        channel, now = CHANNELS[account.channel], datetime.fromtimestamp(clock.unix(), UTC)
        request = RawRequest(
            method=scope["method"],
            headers={name.decode("latin-1"): value.decode("latin-1") for name, value in scope["headers"]},
            query=scope["query_string"].decode("latin-1"),
            body=body,
            at=now,
        )
        verdict = channel.verify(request, account.account)
        if isinstance(verdict, Reject):
            await _refuse(send, verdict.status, verdict.reason)
            return
        if isinstance(verdict, Challenge):
            await respond(send, verdict.status, verdict.body, content_type=verdict.content_type.encode())
            return
        if request.method != "POST" and verdict.body is None:
            await _refuse(send, 405, "Send a POST.")
            return
        parsed = channel.parse(body if verdict.body is None else verdict.body, at=now)
        if parsed.malformed is not None:
            await _refuse(send, 400, parsed.malformed)
            return
        rows = await self._sealing.seal(account, parsed.events, at=now)
        accepted = await self._committer.store(rows) if rows else 0
        answer = parsed.answer or Answer(body=channel.acknowledge(accepted=accepted, duplicates=len(rows) - accepted))
        await respond(send, answer.status, answer.body, content_type=answer.content_type.encode())

    async def _account(self, path: str) -> DoorAccount | None:
        parts = path.split("/")
        if len(parts) != 4 or parts[2] not in CHANNELS:
            return None
        account = await self._accounts.find(parts[3])
        return account if account is not None and account.channel == parts[2] else None


async def _refuse(send: Send, status: int, sentence: str, *, retry_after: bool = False) -> None:
    extra = ((b"retry-after", b"2"),) if retry_after else ()
    await respond(send, status, msgspec.json.encode({"error": sentence}), extra=extra)
