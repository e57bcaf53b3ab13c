"""What leaves for Discord: under an interaction while its token lives, by private message for who chose it."""

from __future__ import annotations

import hashlib
from typing import Any, Final

import msgspec

from maraude.channels.discord.answers import NO_PREVIEW, ONLY_TO_THEM, buttons
from maraude.channels.discord.reply_handle import read_reply_handle
from maraude.channels.interface import Account, Plan, Refuse, Send, WireRequest
from maraude.core.channel import Bucket, Capabilities, Outbound, ReceiptLevel, ReplyState
from maraude.core.splitting import split

API: Final = "https://discord.com/api/v10"
OPEN_DM: Final = "/users/@me/channels"
AGENT: Final = "DiscordBot (maraude, 0.1.0)"
_HEADERS: Final = {"content-type": "application/json", "user-agent": AGENT}
CAPABILITIES = Capabilities(
    channel="discord",
    max_text=2000,
    text_unit="utf16",
    receipt_level=ReceiptLevel.SENT,  # an application is told of no delivery and no reading
    idempotent_send=False,
    edits_in=True,  # of private messages; a form cannot be changed
    deletes_in=True,
    # Each message sets its own time to answer (`answer_until`): a quarter of an hour, or none by private message.
    buckets=(Bucket(scope="account", count=40, seconds=1.0), Bucket(scope="conversation", count=5, seconds=5.0)),
    proof="double",
)


def plan(outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
    """Refuse after a STOP (a safety line excepted) and when nothing is left to answer with; else send.

    By private message for who chose it: a line under an interaction leaves with the page that showed it.
    """
    if state.is_stopped and not outbound.passes_stop:
        return Refuse(reason="no_consent")
    handle = read_reply_handle(state.reply_handle)
    token = handle.token_at(outbound.at)
    if not token and not handle.dm:
        return Refuse(reason="window_closed")
    api = account.outbound_url or API
    by_token = f"{api}/webhooks/{account.secrets.get('application_id', '')}/{token}" if token else ""
    parts = split(outbound.text, longest=CAPABILITIES.max_text, unit=CAPABILITIES.text_unit)
    requests = []
    for place, part in enumerate(parts, start=1):
        under = _under_the_form(part, language=handle.language, is_last=place == len(parts))
        requests.append(
            _by_dm(outbound, part, place=place, under=under, by_token=by_token, api=api, account=account)
            if handle.dm
            else WireRequest(url=by_token, headers=_HEADERS, body=msgspec.json.encode(under))
        )
    return Send(requests=tuple(requests))


def _under_the_form(text: str, *, language: str, is_last: bool) -> dict[str, Any]:
    """Return a line that they alone see, with the button to write again: nothing can be typed there."""
    message = {**_message(text), "flags": NO_PREVIEW | ONLY_TO_THEM}
    return {**message, "components": [buttons(language)]} if is_last else message


def _by_dm(
    outbound: Outbound, text: str, *, place: int, under: dict[str, Any], by_token: str, api: str, account: Account
) -> WireRequest:
    """Return a private message; who closed theirs is still read under their own form, while it lives."""
    body = {
        "recipient_id": outbound.recipient.id,
        "message": {**_message(text), "nonce": _nonce(outbound, place), "enforce_nonce": True},
        "otherwise": by_token,
        "under": under,
    }
    headers = {**_HEADERS, "authorization": f"Bot {account.secrets.get('token', '')}"}
    return WireRequest(url=f"{api}{OPEN_DM}", headers=headers, body=msgspec.json.encode(body))


def _message(text: str) -> dict[str, Any]:
    return {"content": text, "allowed_mentions": {"parse": []}, "flags": NO_PREVIEW}


def _nonce(outbound: Outbound, place: int) -> str:
    """Return what lets Discord recognise a private message sent twice within minutes: at most 25 characters."""
    return hashlib.sha256(f"{outbound.idempotency_key}\n{place}".encode()).hexdigest()[:24]
