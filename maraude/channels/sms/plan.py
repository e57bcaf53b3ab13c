"""What leaves towards Kannel: one call a message of at most eight segments, which it cuts and the telephone joins."""

from __future__ import annotations

from typing import Final
from urllib.parse import urlencode

from maraude.channels.interface import Account, Plan, Refuse, Send, WireRequest
from maraude.channels.sms.phone import international
from maraude.core.channel import Bucket, Capabilities, Outbound, ReceiptLevel, ReplyState
from maraude.core.sms import is_gsm
from maraude.core.splitting import SEGMENTS, split

REPORTS: Final = "27"  # on the telephone, not on it, taken by the centre, refused by it
CAPABILITIES = Capabilities(
    channel="sms",
    max_text=8,  # under Kannel's own limit (10), beyond which it would cut the end off without a word
    text_unit=SEGMENTS,
    receipt_level=ReceiptLevel.DELIVERED,
    idempotent_send=False,
    buckets=(Bucket(scope="account", count=10, seconds=1.0), Bucket(scope="conversation", count=1, seconds=1.0)),
    learning=True,  # no platform's terms stand between: the person's consent decides
    proof="server",
)


def plan(outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
    """Refuse after a STOP (a safety line excepted) and towards what is no telephone, else send."""
    if state.is_stopped and not outbound.passes_stop:
        return Refuse(reason="no_consent")
    number = international(outbound.recipient.id)
    if number is None:
        return Refuse(reason="unknown_recipient")
    headers = {
        **credentials(account),
        "x-kannel-from": account.secrets.get("number", ""),
        "x-kannel-to": number,
        "x-kannel-dlr-mask": REPORTS,
        "x-kannel-dlr-url": _report_address(outbound, account),
    }
    parts = split(outbound.text, longest=CAPABILITIES.max_text, unit=SEGMENTS)
    return Send(requests=tuple(_call(part, headers, account) for part in parts))


def credentials(account: Account) -> dict[str, str]:
    """Return the headers that say who we are, and how our bodies are written."""
    return {
        "content-type": "text/plain; charset=UTF-8",
        "x-kannel-username": account.secrets.get("user", ""),
        "x-kannel-password": account.secrets.get("token", ""),
    }


def _call(text: str, headers: dict[str, str], account: Account) -> WireRequest:
    coding = "0" if is_gsm(text) else "2"
    return WireRequest(url=account.outbound_url, headers={**headers, "x-kannel-coding": coding}, body=text.encode())


def _report_address(outbound: Outbound, account: Account) -> str:
    """Return where Kannel says how far it got (%d); it names our message, never the telephone."""
    known = urlencode({"secret": account.secrets.get("secret", ""), "message": outbound.message_id})
    return f"{account.secrets.get('callback', '')}?{known}&state=%d"
