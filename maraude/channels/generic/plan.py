from __future__ import annotations

import msgspec

from maraude.channels.generic.signature import sign
from maraude.channels.interface import Account, Plan, Refuse, Send, WireRequest
from maraude.core.channel import Bucket, Capabilities, Outbound, ReceiptLevel, ReplyState

CAPABILITIES = Capabilities(
    channel="generic",
    max_text=10_000,
    text_unit="chars",
    receipt_level=ReceiptLevel.DELIVERED,
    idempotent_send=True,  # a partner recognises message_id
    edits_in=True,
    deletes_in=True,
    buckets=(Bucket(scope="account", count=50, seconds=1.0), Bucket(scope="conversation", count=20, seconds=10.0)),
    learning=True,
    proof="server",
)


def plan(outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
    """Refuse after a STOP (a safety line excepted); else post to the partner, or leave it to be fetched."""
    if state.is_stopped and not outbound.passes_stop:
        return Refuse(reason="no_consent")
    if not account.outbound_url:
        return Send(requests=(WireRequest(),))
    body = msgspec.json.encode(
        {
            "conversation": outbound.recipient.id,
            "message_id": outbound.message_id,
            "text": outbound.text,
            "at": outbound.at,
            "purpose": outbound.purpose,
            "author": outbound.author,
        }
    )
    timestamp = int(outbound.at.timestamp())
    headers = {
        "content-type": "application/json",
        "idempotency-key": outbound.idempotency_key,
        "x-maraude-timestamp": str(timestamp),
        "x-maraude-signature": sign(secret=account.secrets["secret"], timestamp=timestamp, signed=body),
    }
    return Send(requests=(WireRequest(url=account.outbound_url, headers=headers, body=body),))
