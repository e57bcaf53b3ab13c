"""What leaves by e-mail: one plain message, in the thread of theirs, under their own subject and nothing else."""

from __future__ import annotations

import re
from typing import Final

import msgspec

from maraude.channels.email.letter import Letter
from maraude.channels.email.names import ADDRESS, name_of
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
_ANSWER: Final = re.compile(r"\s*(?:re|rép|aw|sv) ?(?:\[\d+\])?:", re.IGNORECASE)


def plan(outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
    """Refuse after a STOP and towards what is no address, else send to who wrote."""
    reason = why_not(outbound, state=state, capabilities=CAPABILITIES)
    if reason:
        return Refuse(reason=reason)
    whom = outbound.recipient.id
    if ADDRESS.fullmatch(whom) is None:
        return Refuse(reason="unknown_recipient")
    parts = split(outbound.text, longest=CAPABILITIES.max_text, unit=CAPABILITIES.text_unit)
    server = account.secrets.get("smtp", "")
    known = {"server": server, "user": account.secrets.get("user", ""), "password": account.secrets.get("token", "")}
    return Send(
        requests=tuple(
            WireRequest(url=f"smtp:{server}", headers=known, body=_letter(outbound, part, state, account))
            for part in parts
        )
    )


def _letter(outbound: Outbound, text: str, state: ReplyState, account: Account) -> bytes:
    answered, address = read_reply_handle(state.reply_handle), account.secrets.get("address", "")
    return msgspec.json.encode(
        Letter(
            sender=address,
            shown=account.secrets.get("shown", ""),
            to=outbound.recipient.id,
            subject=_subject(answered.subject),
            at=outbound.at,
            name=name_of(outbound.message_id, address=address),
            answers=answered.name,
            before=answered.before,
            is_automatic=outbound.author != "human",
            text=text,
        )
    )


def _subject(theirs: str) -> str:
    """Return their own subject: mail programs join messages by it, and it tells nothing that is not there already."""
    plain = " ".join("".join(sign if sign.isprintable() else " " for sign in theirs).split())
    return plain if _ANSWER.match(plain) else f"Re: {plain}" if plain else "Re:"
