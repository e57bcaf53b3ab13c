"""Telegram, by a bot that the association makes: private chats, the young person starts (channels.md)."""

from __future__ import annotations

import hmac
from datetime import datetime

from maraude.channels.interface import Accept, Account, Parsed, Plan, RawRequest, Reject, Verdict, WireRequest
from maraude.channels.telegram.execute import execute
from maraude.channels.telegram.parse import parse
from maraude.channels.telegram.plan import CAPABILITIES, plan
from maraude.core.channel import Capabilities, Outbound, ReplyState, SendResult


class TelegramChannel:
    """The Telegram channel: updates by webhook in, sendMessage out."""

    @property
    def capabilities(self) -> Capabilities:
        """What Telegram lets a bot do."""
        return CAPABILITIES

    def verify(self, request: RawRequest, account: Account) -> Verdict:
        """Compare the secret that we gave Telegram with the webhook's address; it signs nothing else."""
        secret = account.secrets.get("secret", "")
        given = request.headers.get("x-telegram-bot-api-secret-token", "")
        is_theirs = bool(secret) and hmac.compare_digest(secret.encode(), given.encode(errors="replace"))
        return Accept() if is_theirs else Reject(status=401, reason="The secret is missing or wrong.")

    def parse(self, body: bytes, *, at: datetime) -> Parsed:
        """Read one update."""
        return parse(body, at=at)

    def acknowledge(self, *, accepted: int, duplicates: int) -> bytes:
        """Say nothing: a method named here would be executed."""
        del accepted, duplicates
        return b"{}"

    def plan(self, outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
        """Send to the chat the person opened."""
        return plan(outbound, state=state, account=account)

    def execute(self, request: WireRequest) -> SendResult:
        """Call the Bot API."""
        return execute(request)
