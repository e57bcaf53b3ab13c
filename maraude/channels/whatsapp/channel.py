"""WhatsApp, by the Cloud API and a number of the association's: the young person writes first (channels.md)."""

from __future__ import annotations

from datetime import datetime

from maraude.channels.graph import call, door
from maraude.channels.interface import Account, Parsed, Plan, RawRequest, Verdict, WireRequest
from maraude.channels.whatsapp.parse import parse
from maraude.channels.whatsapp.plan import CAPABILITIES, plan
from maraude.core.channel import Capabilities, Outbound, ReplyState, SendResult


class WhatsappChannel:
    """The WhatsApp channel: signed webhooks in, /messages out."""

    @property
    def capabilities(self) -> Capabilities:
        """What WhatsApp lets a number do."""
        return CAPABILITIES

    def verify(self, request: RawRequest, account: Account) -> Verdict:
        """Check the application's signature."""
        return door.verify(request, account)

    def parse(self, body: bytes, *, at: datetime) -> Parsed:
        """Read a webhook."""
        return parse(body, at=at)

    def acknowledge(self, *, accepted: int, duplicates: int) -> bytes:
        """Say nothing: the status is the answer."""
        del accepted, duplicates
        return b""

    def plan(self, outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
        """Answer who wrote, within a day."""
        return plan(outbound, state=state, account=account)

    def execute(self, request: WireRequest) -> SendResult:
        """Call /messages."""
        return call.execute(request)
