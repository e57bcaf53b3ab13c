from __future__ import annotations

from maraude.channels.interface import Account, Plan, Refuse, Send, WireRequest
from maraude.core.channel import Bucket, Capabilities, Outbound, ReceiptLevel, ReplyState

CAPABILITIES = Capabilities(
    channel="webchat",
    max_text=10_000,
    text_unit="chars",
    receipt_level=ReceiptLevel.DELIVERED,  # when their page fetched it; whether it was read is nobody's business
    idempotent_send=True,  # sending is leaving it on the page
    buckets=(Bucket(scope="conversation", count=20, seconds=10.0),),
    learning=True,
    proof="server",
)


def plan(outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
    """Refuse after a STOP (a safety line excepted); else leave the message where the page will find it."""
    del account
    if state.is_stopped and not outbound.passes_stop:
        return Refuse(reason="no_consent")
    return Send(requests=(WireRequest(),))
