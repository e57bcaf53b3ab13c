"""What leaves for Discord: under an interaction while its token lives, by private message for who chose it."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import msgspec

from maraude.channels.discord.answers import NO_PREVIEW, ONLY_TO_THEM, buttons
from maraude.channels.discord.reply_handle import ReplyHandle, read_reply_handle
from maraude.channels.discord.words import said
from maraude.channels.interface import Account, Plan, Refuse, Send, WireRequest
from maraude.core.channel import Bucket, Capabilities, Outbound, Purpose, ReceiptLevel, ReplyState
from maraude.core.splitting import length, split

API: Final = "https://discord.com/api/v10"
OPEN_DM: Final = "/users/@me/channels"
AGENT: Final = "DiscordBot (maraude, 0.1.0)"
CAPABILITIES = Capabilities(
    channel="discord",
    max_text=2000,
    text_unit="utf16",
    receipt_level=ReceiptLevel.SENT,  # an application is told of no delivery and no reading
    idempotent_send=False,
    # Each message sets its own time to answer (`answer_until`): a quarter of an hour, or none by private message.
    buckets=(Bucket(scope="account", count=40, seconds=1.0), Bucket(scope="conversation", count=5, seconds=5.0)),
    proof="double",
)


def plan(outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
    """Refuse after a STOP (a safety line excepted) and when nothing is left to answer with; else send.

    By private message for who chose it: a line under an interaction leaves with the page that showed it.
    """
    if state.is_stopped and outbound.purpose != Purpose.SAFETY:
        return Refuse(reason="no_consent")
    handle = read_reply_handle(state.reply_handle)
    token = handle.token_at(outbound.at)
    if not token and not handle.dm:
        return Refuse(reason="window_closed")
    note = said("answer_with", handle.language) if handle.dm else ""
    parts = split(outbound.text, longest=CAPABILITIES.max_text - length(f"\n{note}", unit="utf16"), unit="utf16")
    api = account.outbound_url or API
    by_token = f"{api}/webhooks/{account.secrets.get('application_id', '')}/{token}" if token else ""
    return Send(
        requests=tuple(
            _request(
                f"{part}\n{note}" if note and is_last else part,
                handle=handle,
                is_last=is_last,
                nonce=_nonce(outbound, place),
                recipient=outbound.recipient.id,
                by_token=by_token,
                api=api,
                account=account,
            )
            for place, part in enumerate(parts, start=1)
            for is_last in (place == len(parts),)
        )
    )


def _request(
    text: str,
    *,
    handle: ReplyHandle,
    is_last: bool,
    nonce: str,
    recipient: str,
    by_token: str,
    api: str,
    account: Account,
) -> WireRequest:
    message: dict[str, Any] = {"content": text, "allowed_mentions": {"parse": []}, "flags": NO_PREVIEW}
    if is_last:  # the way to write back
        message["components"] = [buttons(handle.language)]
    headers = {"content-type": "application/json", "user-agent": AGENT}
    if not handle.dm:
        message["flags"] |= ONLY_TO_THEM
        return WireRequest(url=by_token, headers=headers, body=msgspec.json.encode(message))
    # `otherwise`: who closed their private messages is still read under their own interaction, while it lives
    body = {
        "recipient_id": recipient,
        "message": {**message, "nonce": nonce, "enforce_nonce": True},
        "otherwise": by_token,
    }
    headers["authorization"] = f"Bot {account.secrets.get('token', '')}"
    return WireRequest(url=f"{api}{OPEN_DM}", headers=headers, body=msgspec.json.encode(body))


def _nonce(outbound: Outbound, place: int) -> str:
    """Return what lets Discord recognise a private message sent twice within minutes: at most 25 characters."""
    return hashlib.sha256(f"{outbound.idempotency_key}\n{place}".encode()).hexdigest()[:24]
