"""Our own signed door: game-server plug-ins, kiosks, partners' scripts (contracts.md, HTTP)."""

from __future__ import annotations

from datetime import datetime

import msgspec

from maraude.channels.generic.execute import execute
from maraude.channels.generic.parse import parse
from maraude.channels.generic.plan import CAPABILITIES, plan
from maraude.channels.generic.signature import check_signature
from maraude.channels.interface import Accept, Account, Parsed, Plan, RawRequest, Reject, Verdict, WireRequest
from maraude.core.channel import Capabilities, Outbound, ReplyState, SendResult


class GenericChannel:
    """The generic channel: neutral events in, signed posts or a polled outbox out."""

    @property
    def capabilities(self) -> Capabilities:
        """What a partner of ours can do: everything neutral, nothing guessed."""
        return CAPABILITIES

    def verify(self, request: RawRequest, account: Account) -> Verdict:
        """Check the HMAC over timestamp and raw body (the query string for a GET)."""
        signed = request.body if request.method == "POST" else request.query.encode()
        is_ours = check_signature(
            secret=account.secrets.get("secret", ""),
            timestamp=request.headers.get("x-maraude-timestamp", ""),
            signature=request.headers.get("x-maraude-signature", ""),
            signed=signed,
            at=request.at,
        )
        return Accept() if is_ours else Reject(status=401, reason="The signature is missing, wrong or too old.")

    def parse(self, body: bytes, *, at: datetime) -> Parsed:
        """Read one neutral event or an array of up to 500."""
        return parse(body, at=at)

    def acknowledge(self, *, accepted: int, duplicates: int) -> bytes:
        """Say how many events were new."""
        return msgspec.json.encode({"accepted": accepted, "duplicates": duplicates})

    def plan(self, outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
        """Post it to the partner, or leave it for them to fetch."""
        return plan(outbound, state=state, account=account)

    def execute(self, request: WireRequest) -> SendResult:
        """Post to the partner."""
        return execute(request)
