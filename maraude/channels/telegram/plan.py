"""What leaves for Telegram: one call a part of at most 4,096 UTF-16 units, cut between words."""

from __future__ import annotations

from typing import Final

import msgspec

from maraude.channels.interface import Account, Plan, Refuse, Send, WireRequest
from maraude.core.channel import Bucket, Capabilities, Outbound, ReceiptLevel, ReplyState
from maraude.core.splitting import split

API: Final = "https://api.telegram.org"
CAPABILITIES = Capabilities(
    channel="telegram",
    max_text=4096,
    text_unit="utf16",
    receipt_level=ReceiptLevel.SENT,  # a bot is told of no delivery and no reading
    idempotent_send=False,
    edits_in=True,
    deletes_in=False,  # Telegram tells a bot nothing of what a person deletes
    buckets=(Bucket(scope="account", count=25, seconds=1.0), Bucket(scope="conversation", count=1, seconds=1.0)),
    proof="double",
)


def plan(outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
    """Refuse after a STOP or a block (a safety line excepted), else send."""
    if state.is_stopped and not outbound.passes_stop:
        return Refuse(reason="no_consent")
    address = f"{account.outbound_url or API}/bot{account.secrets.get('token', '')}/sendMessage"
    headers = {"content-type": "application/json"}
    return Send(
        requests=tuple(
            WireRequest(
                url=address,
                headers=headers,
                body=msgspec.json.encode(
                    {
                        "chat_id": int(outbound.recipient.id),
                        "text": part,
                        "link_preview_options": {"is_disabled": True},
                    }
                ),
            )
            for part in split(outbound.text, longest=CAPABILITIES.max_text, unit=CAPABILITIES.text_unit)
        )
    )
