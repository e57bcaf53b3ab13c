"""SMS, through the association's own Kannel or its carrier's: texts in, texts out, delivery reports (channels.md)."""

from __future__ import annotations

import hmac
from datetime import datetime

from maraude.channels.interface import Accept, Account, Parsed, Plan, RawRequest, Reject, Verdict, WireRequest
from maraude.channels.sms.callback import fold, query_fields
from maraude.channels.sms.execute import execute
from maraude.channels.sms.parse import parse
from maraude.channels.sms.plan import CAPABILITIES, plan
from maraude.core.channel import Capabilities, Outbound, ReplyState, SendResult


class SmsChannel:
    """The SMS channel: Kannel calls us for each text and report, we call its sendsms."""

    @property
    def capabilities(self) -> Capabilities:
        """What an SMS can do."""
        return CAPABILITIES

    def verify(self, request: RawRequest, account: Account) -> Verdict:
        """Compare the secret in the address, in constant time: Kannel signs nothing."""
        secret = account.secrets.get("secret", "")
        given = query_fields(request.query).get("secret", "")
        is_theirs = bool(secret) and hmac.compare_digest(secret.encode(), given.encode(errors="replace"))
        if not is_theirs:
            return Reject(status=403, reason="The secret is missing or wrong.")
        return Accept(body=fold(request))

    def parse(self, body: bytes, *, at: datetime) -> Parsed:
        """Read one call."""
        return parse(body, at=at)

    def acknowledge(self, *, accepted: int, duplicates: int) -> bytes:
        """Say nothing: a body would be sent back to the young person as an SMS."""
        del accepted, duplicates
        return b""

    def plan(self, outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
        """Send to the telephone that wrote."""
        return plan(outbound, state=state, account=account)

    def execute(self, request: WireRequest) -> SendResult:
        """Call sendsms."""
        return execute(request)
