"""What Messenger and Instagram share: signed webhooks in, the Send API out."""

from __future__ import annotations

from datetime import datetime

from maraude.channels.graph import call, door
from maraude.channels.graph.parse import Side, parse
from maraude.channels.graph.plan import plan
from maraude.channels.interface import Account, Parsed, Plan, RawRequest, Verdict, WireRequest
from maraude.core.channel import Capabilities, Outbound, ReplyState, SendResult


class PageChannel:
    """A channel whose messages come by a Page."""

    def __init__(self, *, side: Side, capabilities: Capabilities) -> None:
        """Keep which side it is, and what that side can do."""
        self._side = side
        self._capabilities = capabilities

    @property
    def capabilities(self) -> Capabilities:
        """What Meta lets an account do."""
        return self._capabilities

    def verify(self, request: RawRequest, account: Account) -> Verdict:
        """Check the application's signature."""
        return door.verify(request, account)

    def parse(self, body: bytes, *, at: datetime) -> Parsed:
        """Read a webhook."""
        return parse(body, at=at, side=self._side)

    def acknowledge(self, *, accepted: int, duplicates: int) -> bytes:
        """Say what Meta's examples say."""
        del accepted, duplicates
        return b"EVENT_RECEIVED"

    def plan(self, outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
        """Answer who wrote, within the time Meta gives."""
        return plan(outbound, state=state, account=account, capabilities=self._capabilities)

    def execute(self, request: WireRequest) -> SendResult:
        """Call the Send API."""
        return call.execute(request)
