"""E-mail, by a mailbox of the association's: IMAP in, SMTP out (channels.md)."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from maraude.channels.email.parse import parse
from maraude.channels.email.plan import CAPABILITIES, plan
from maraude.channels.interface import Account, Parsed, Plan, RawRequest, Reject, Verdict, WireRequest
from maraude.core.channel import Capabilities, Outbound, ReplyState, SendResult

if TYPE_CHECKING:
    from maraude.channels.email.line import EmailLine


class EmailChannel:
    """The e-mail channel: a mailbox is listened to, nobody writes to our door."""

    @property
    def capabilities(self) -> Capabilities:
        """What e-mail can do."""
        return CAPABILITIES

    def verify(self, request: RawRequest, account: Account) -> Verdict:
        """Turn everything away: mail comes by its own line."""
        del request, account
        return Reject(status=403, reason="Mail does not come by this door.")

    def parse(self, body: bytes, *, at: datetime) -> Parsed:
        """Read one message."""
        return parse(body, at=at)

    def acknowledge(self, *, accepted: int, duplicates: int) -> bytes:
        """Say nothing."""
        del accepted, duplicates
        return b""

    def plan(self, outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
        """Answer who wrote, in their thread."""
        return plan(outbound, state=state, account=account)

    def execute(self, request: WireRequest) -> SendResult:
        """Hand it to the association's mail server."""
        from maraude.channels.email.execute import execute  # noqa: PLC0415 - its libraries are for who sends

        return execute(request)

    def line(self, account: Account, *, folder: Path) -> EmailLine:
        """Return a line to the mailbox."""
        from maraude.channels.email.line import EmailLine  # noqa: PLC0415 - its libraries are for the listener

        del folder
        return EmailLine(account)
