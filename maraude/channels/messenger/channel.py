"""Messenger, by a Page of the association's: the young person writes first (channels.md)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from maraude.channels.graph import call, door
from maraude.channels.graph import parse as reading
from maraude.channels.graph import plan as planning
from maraude.channels.interface import Account, Parsed, Plan, RawRequest, Verdict, WireRequest
from maraude.core.channel import Bucket, Capabilities, Outbound, ReceiptLevel, ReplyState, SendResult

_SIDE: Final = reading.Side(object="page", channel="messenger", scheme="meta.psid")
_DAY_S: Final = 86_400
CAPABILITIES: Final = Capabilities(
    channel="messenger",
    max_text=2000,
    text_unit="chars",
    receipt_level=ReceiptLevel.DELIVERED,
    idempotent_send=False,
    reply_window_s=_DAY_S,
    human_extension_s=7 * _DAY_S,  # from the same message, for a person's own words, once Meta granted Human Agent
    edits_in=True,
    deletes_in=False,  # Messenger tells a Page nothing of what a person removes
    buckets=(Bucket(scope="account", count=40, seconds=1.0), Bucket(scope="conversation", count=1, seconds=1.0)),
    proof="double",
)


class MessengerChannel:
    """The Messenger channel: signed webhooks in, the Send API out."""

    @property
    def capabilities(self) -> Capabilities:
        """What Messenger lets a Page do."""
        return CAPABILITIES

    def verify(self, request: RawRequest, account: Account) -> Verdict:
        """Check the application's signature."""
        return door.verify(request, account)

    def parse(self, body: bytes, *, at: datetime) -> Parsed:
        """Read a webhook."""
        return reading.parse(body, at=at, side=_SIDE)

    def acknowledge(self, *, accepted: int, duplicates: int) -> bytes:
        """Say what Meta's examples say."""
        del accepted, duplicates
        return b"EVENT_RECEIVED"

    def plan(self, outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
        """Answer who wrote, within the time Meta gives."""
        return planning.plan(outbound, state=state, account=account, capabilities=CAPABILITIES)

    def execute(self, request: WireRequest) -> SendResult:
        """Call the Send API."""
        return call.execute(request)
