"""Setting an account up with Meta: whose token it is, whether the secret goes with it, until when, what comes to us."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Final
from urllib.parse import urlencode

import msgspec

from maraude.channels.graph.call import API
from maraude.channels.graph.door import app_proof
from maraude.channels.interface import Account
from maraude.core.errors import Refused
from maraude.lib.safe_http import AnswerLost, NotSent, call

# What a Page sends us; Instagram's messages come with the Page's.
_PAGE_FIELDS: Final = (
    "messages", "messaging_postbacks", "messaging_referrals", "message_deliveries", "message_reads",
    "message_reactions", "message_edits",
)  # fmt: skip


class WrongMeta(Refused):
    """Meta refuses this token, or it is not of this application: copy both again."""

    code = "wrong_meta"


class NoMeta(Refused):
    """Meta does not answer: try again in a moment."""

    code = "no_meta"


class NoInstagram(Refused):
    """This Page has no professional Instagram account linked to it."""

    code = "no_instagram"


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """An account as Meta names it: `handle` is what an address for young people needs."""

    object_id: str
    name: str
    handle: str


def who_is(channel: str, account: Account) -> Known:
    """Ask Meta whose token this is, with the proof that the secret goes with it. Raises `Refused`."""
    if channel == "whatsapp":
        number = account.secrets.get("phone_number_id", "")
        said = _ask(f"/{number}", {"fields": "id,display_phone_number,verified_name"}, account=account)
        shown = _text(said, "display_phone_number")
        return Known(object_id=_text(said, "id"), name=shown, handle="".join(filter(str.isdigit, shown)))
    if channel == "messenger":
        said = _ask("/me", {"fields": "id,name"}, account=account)
        return Known(object_id=_text(said, "id"), name=_text(said, "name"), handle=_text(said, "id"))
    said = _ask("/me", {"fields": "id,instagram_business_account{id,username}"}, account=account)
    linked = said.get("instagram_business_account")
    if not isinstance(linked, dict):
        raise NoInstagram
    username = _text(linked, "username")
    return Known(object_id=_text(linked, "id"), name=f"@{username}", handle=username)


def subscribe(channel: str, account: Account) -> None:
    """Have Meta send us what happens on this account. Raises as above."""
    if channel == "whatsapp":
        _ask(f"/{account.secrets.get('business_id', '')}/subscribed_apps", {}, account=account, method="POST")
        return
    _ask("/me/subscribed_apps", {"subscribed_fields": ",".join(_PAGE_FIELDS)}, account=account, method="POST")


def token_ends(account: Account) -> datetime | None:
    """Return when the token ends by itself; None when it does not. Raises as above."""
    said = _ask("/debug_token", {"input_token": account.secrets.get("token", "")}, account=account).get("data")
    if not isinstance(said, dict) or not said.get("is_valid"):
        raise WrongMeta
    ends = said.get("expires_at")
    return datetime.fromtimestamp(ends, UTC) if isinstance(ends, int) and 0 < ends < 2**33 else None


def _ask(path: str, values: Mapping[str, str], *, account: Account, method: str = "GET") -> dict[str, Any]:
    token, secret = account.secrets.get("token", ""), account.secrets.get("app_secret", "")
    if not (token and secret) or not (token + secret).isascii() or any(sign.isspace() for sign in token + secret):
        raise WrongMeta
    query = urlencode({**values, "appsecret_proof": app_proof(token, secret)})
    address = f"{account.outbound_url or API}{path}?{query}"
    try:
        answer = call(method, address, headers={"authorization": f"Bearer {token}"})
    except (NotSent, AnswerLost) as error:
        raise NoMeta from error
    if 400 <= answer.status < 500:
        raise WrongMeta
    try:
        said = msgspec.json.decode(answer.body)
    except msgspec.MsgspecError as error:
        raise NoMeta from error
    if answer.status != 200 or not isinstance(said, dict):
        raise NoMeta
    return said


def _text(said: Mapping[str, Any], name: str) -> str:
    value = said.get(name)
    if not isinstance(value, str) or not value:
        raise NoMeta
    return value[:120]
