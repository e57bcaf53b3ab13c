"""What leaves for WhatsApp: within 24 hours of their last message, a call a part of at most 4,096 characters."""

from __future__ import annotations

from typing import Final

from maraude.channels.graph.call import wire
from maraude.channels.interface import Account, Plan, Refuse, Send
from maraude.core.channel import Bucket, Capabilities, Outbound, ReceiptLevel, ReplyState
from maraude.core.may_leave import why_not
from maraude.core.splitting import split

CAPABILITIES: Final = Capabilities(
    channel="whatsapp",
    max_text=4096,
    text_unit="chars",
    receipt_level=ReceiptLevel.READ,
    idempotent_send=False,
    reply_window_s=86_400,  # beyond, only a template approved by Meta, which we do not send
    edits_in=True,
    deletes_in=True,
    # one person: a message each six seconds, with a burst of 45 (error 131056)
    buckets=(Bucket(scope="account", count=80, seconds=1.0), Bucket(scope="conversation", count=10, seconds=60.0)),
    proof="double",
)


def plan(outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
    """Refuse after a STOP and out of the window; else send, with the name of our message for the reports."""
    reason = why_not(outbound, state=state, capabilities=CAPABILITIES)
    if reason:
        return Refuse(reason=reason)
    who = outbound.recipient.id
    values = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        ("to" if who.isdigit() else "recipient"): who,
        "type": "text",
        "biz_opaque_callback_data": outbound.message_id,
    }
    path = f"/{account.secrets.get('phone_number_id', '')}/messages"
    parts = split(outbound.text, longest=CAPABILITIES.max_text, unit=CAPABILITIES.text_unit)
    return Send(
        requests=tuple(
            wire(path, {**values, "text": {"body": part, "preview_url": False}}, account=account) for part in parts
        )
    )
