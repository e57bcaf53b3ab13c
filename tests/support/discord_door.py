"""The real front door with Discord's account behind it, run on the test's own transaction."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.tenancy.keyring import kek
from maraude.gateway.accounts import Accounts
from maraude.gateway.committer import Committer, NotStored, Row
from maraude.gateway.inbound import Inbound
from maraude.gateway.sealing import Sealing
from maraude.lib import clock
from tests.support.discord import APPLICATION, KEY, TOKEN, signed
from tests.support.door import SameTransaction, run_now
from tests.support.world import Association


class Gathering(Committer):
    """Commits at once, or in one go when told to `flush`; or refuses while `is_away`."""

    def __init__(self, *, at_once: bool = True) -> None:
        super().__init__(SameTransaction())
        self.at_once, self.is_away = at_once, False
        self.waiting: list[Row] = []

    def store(self, rows: Sequence[Row]) -> Any:
        async def keep() -> int:
            if self.is_away:
                raise NotStored
            if self.at_once:
                return len(await self._write(list(rows)))
            self.waiting += rows
            return len(rows)

        return keep()

    def flush(self, *, size: int = 500) -> None:
        """Commit what waits, as the front door does under load."""
        while self.waiting:
            run_now(self._write(self.waiting[:size]))
            del self.waiting[:size]


@dataclass(kw_only=True)
class DiscordDoor:
    """Discord's address at an association."""

    key: str
    committer: Gathering
    inbound: Inbound
    answers: list[tuple[int, bytes]] = field(default_factory=list)

    def post(self, body: dict[str, Any], *, signed_with: Ed25519PrivateKey = KEY) -> tuple[int, Any]:
        """Send a body as Discord would; return the status and what it reads."""
        raw = json.dumps(body).encode()
        headers = signed(raw, at=datetime.fromtimestamp(clock.unix(), UTC), key=signed_with)
        status, told = self.post_raw(raw, headers)
        return status, json.loads(told) if told else None

    def post_raw(self, raw: bytes, headers: dict[str, str], *, method: str = "POST") -> tuple[int, bytes]:
        """Send bytes with headers."""
        sent: list[dict[str, Any]] = []
        scope = {
            "type": "http",
            "method": method,
            "path": f"/in/discord/{self.key}",
            "query_string": b"",
            "headers": [(name.encode(), value.encode()) for name, value in headers.items()],
        }

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": raw, "more_body": False}

        async def send(message: Any) -> None:
            sent.append(dict(message))

        run_now(self.inbound(scope, receive, send))
        return sent[0]["status"], sent[1]["body"]


def discord_door(association: Association, *, outbound_url: str = "", at_once: bool = True) -> DiscordDoor:
    """Open an account and its door."""
    with association.inside():
        account = open_account(
            org_id=association.org_id,
            channel="discord",
            name="La Lanterne",
            actor="test",
            token=TOKEN,
            outbound_url=outbound_url,
            more={"application_id": APPLICATION, "public_key": KEY.public_key().public_bytes_raw().hex()},
        )
    database, committer = SameTransaction(), Gathering(at_once=at_once)
    accounts, sealing = Accounts(database=database, kek=kek()), Sealing(database=database, kek=kek())
    inbound = Inbound(accounts=accounts, sealing=sealing, committer=committer)
    return DiscordDoor(key=account.key, committer=committer, inbound=inbound)
