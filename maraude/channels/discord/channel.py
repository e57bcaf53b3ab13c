"""Discord, by an application that the association makes: commands, buttons and forms, no privileged intent."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from maraude.channels.discord.execute import execute
from maraude.channels.discord.handshake import handshake
from maraude.channels.discord.parse import parse
from maraude.channels.discord.plan import CAPABILITIES, plan
from maraude.channels.discord.signature import check_signature
from maraude.channels.interface import Accept, Account, Parsed, Plan, RawRequest, Reject, Verdict, WireRequest
from maraude.core.channel import Capabilities, Outbound, ReplyState, SendResult

if TYPE_CHECKING:
    from maraude.channels.discord.line import DiscordLine


class DiscordChannel:
    """The Discord channel: interactions and events of the application in, lines and private messages out."""

    @property
    def capabilities(self) -> Capabilities:
        """What Discord lets an application do."""
        return CAPABILITIES

    def verify(self, request: RawRequest, account: Account) -> Verdict:
        """Check the Ed25519 signature of the application's key, then answer a handshake."""
        is_theirs = check_signature(
            public_key=account.secrets.get("public_key", ""),
            timestamp=request.headers.get("x-signature-timestamp", ""),
            signature=request.headers.get("x-signature-ed25519", ""),
            body=request.body,
            at=request.at,
        )
        if not is_theirs:
            return Reject(status=401, reason="The signature is missing, wrong or too old.")
        return handshake(request.body) or Accept()

    def parse(self, body: bytes, *, at: datetime) -> Parsed:
        """Read one interaction or one event of the application."""
        return parse(body, at=at)

    def acknowledge(self, *, accepted: int, duplicates: int) -> bytes:
        """Say nothing: each interaction has its own answer."""
        del accepted, duplicates
        return b"{}"

    def plan(self, outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
        """Send under the last interaction or by private message."""
        return plan(outbound, state=state, account=account)

    def execute(self, request: WireRequest) -> SendResult:
        """Call Discord's API."""
        return execute(request)

    def line(self, account: Account, *, folder: Path) -> DiscordLine:
        """Return a line that hears what is typed to the application in private."""
        from maraude.channels.discord.line import DiscordLine  # noqa: PLC0415 - half a second, for the listener alone

        del folder
        return DiscordLine(account)
