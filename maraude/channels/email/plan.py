"""What leaves by e-mail: one plain message, in the thread of theirs, under their own subject and nothing else."""

from __future__ import annotations

import re
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

from maraude.channels.email.names import name_of
from maraude.channels.email.reply_handle import read_reply_handle
from maraude.channels.interface import Account, Plan, Refuse, Send, WireRequest
from maraude.core.channel import Bucket, Capabilities, Outbound, ReceiptLevel, ReplyState
from maraude.core.may_leave import why_not
from maraude.core.splitting import split

CAPABILITIES: Final = Capabilities(
    channel="email",
    max_text=20_000,
    text_unit="chars",
    receipt_level=ReceiptLevel.SENT,  # a server took it; a bounce says when it did not arrive
    idempotent_send=False,
    buckets=(Bucket(scope="account", count=30, seconds=60.0), Bucket(scope="conversation", count=5, seconds=60.0)),
    learning=True,  # no platform's terms stand between: the person's consent decides
    proof="server",
)
_NAMES: Final = re.compile(r"<[^\s<>]{3,250}>")
_ANSWER: Final = re.compile(r"\s*(?:re|rép|aw|sv) ?(?:\[\d+\])?:", re.IGNORECASE)
_MOST_NAMES: Final = 20


def plan(outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
    """Refuse after a STOP and towards what is no address, else send to who wrote."""
    reason = why_not(outbound, state=state, capabilities=CAPABILITIES)
    if reason:
        return Refuse(reason=reason)
    whom = _address(outbound.recipient.id)
    if whom is None:
        return Refuse(reason="unknown_recipient")
    parts = split(outbound.text, longest=CAPABILITIES.max_text, unit=CAPABILITIES.text_unit)
    known = {
        "server": account.secrets.get("smtp", ""),
        "user": account.secrets.get("user", ""),
        "password": account.secrets.get("token", ""),
        "from": account.secrets.get("address", ""),
        "to": str(whom),
    }
    return Send(
        requests=tuple(
            WireRequest(
                url=f"smtp:{known['server']}", headers=known, body=_written(outbound, part, whom, state, account)
            )
            for part in parts
        )
    )


def _written(outbound: Outbound, text: str, whom: Address, state: ReplyState, account: Account) -> bytes:
    answered, address = read_reply_handle(state.reply_handle), account.secrets.get("address", "")
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=account.secrets.get("shown", ""), addr_spec=address)
    message["To"] = whom
    message["Subject"] = _subject(answered.subject)
    message["Date"] = format_datetime(outbound.at)
    message["Message-ID"] = name_of(outbound.message_id, address=address)
    if _NAMES.fullmatch(answered.name):
        before = [name for name in _NAMES.findall(answered.before) if name != answered.name]
        message["In-Reply-To"] = answered.name
        message["References"] = " ".join([*before[-_MOST_NAMES:], answered.name])
    if outbound.author != "human":
        message["Auto-Submitted"] = "auto-replied"
    message.set_content(text, cte="quoted-printable")
    return message.as_bytes()


def _subject(theirs: str) -> str:
    """Return their own subject: mail programs join messages by it, and it tells nothing that is not there already."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in theirs).split())
    return plain if _ANSWER.match(plain) else f"Re: {plain}" if plain else "Re:"


def _address(text: str) -> Address | None:
    try:
        return Address(addr_spec=text)
    except (MessageError, ValueError, IndexError, TypeError):
        return None
