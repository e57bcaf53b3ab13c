from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Final
from urllib.parse import quote

from django.db.models import Max

from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.models import ChannelAccount, Envelope
from maraude.apps.ingest.secrets import account_secrets
from maraude.channels.graph.setup import subscribe, token_ends, who_is
from maraude.channels.interface import Account
from maraude.core.errors import Refused
from maraude.lib import clock

CHANNELS: Final = ("whatsapp", "messenger", "instagram")


class MetaNeedsHttps(Refused):
    """Meta only writes to an https address."""

    code = "meta_needs_https"


class MetaConnected(Refused):
    """This account is connected already."""

    code = "meta_connected"


class WrongMetaNumbers(Refused):
    """The numbers of a WhatsApp account are made of digits."""

    code = "wrong_meta_numbers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What a coordinator copies from Meta's pages; the two numbers are WhatsApp's."""

    token: str
    app_secret: str
    phone_number_id: str = ""
    business_id: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class MetaState:
    """What Meta says of an account, and when it last brought something here (within seven days)."""

    last: datetime | None
    ends: datetime | None

    @property
    def days_left(self) -> int | None:
        """Return in how many days the token ends; None when it does not."""
        return (self.ends - clock.now()).days if self.ends is not None else None


def connect_meta(
    *, org_id: int, channel: str, given: Given, public_url: str, actor: str, api: str = ""
) -> ChannelAccount:
    """Connect an account that Meta knows, once the token and the secret are shown to be of the same application.

    It calls Meta: seconds, in the caller's transaction, once in the life of an account. `api`: a Graph API of a test
    bench. Raises `MetaNeedsHttps`, `WrongMetaNumbers`, `WrongMeta`, `NoMeta`, `NoInstagram`, `MetaConnected`.
    """
    if not api and not public_url.startswith("https://"):
        raise MetaNeedsHttps
    known = {"app_secret": given.app_secret.strip()}
    if channel == "whatsapp":
        known |= {"phone_number_id": given.phone_number_id.strip(), "business_id": given.business_id.strip()}
        if not all(_is_number(known[name]) for name in ("phone_number_id", "business_id")):
            raise WrongMetaNumbers
    account = Account(secrets={**known, "token": given.token.strip()}, outbound_url=api)
    found = who_is(channel, account)
    name = found.name[:80]
    if ChannelAccount.objects.filter(channel=channel, name=name, is_active=True).exists():
        raise MetaConnected
    subscribe(channel, account)
    return open_account(
        org_id=org_id,
        channel=channel,
        name=name,
        actor=actor,
        secret=secrets.token_urlsafe(24),
        token=given.token.strip(),
        outbound_url=api,
        more={**known, "object_id": found.object_id, "handle": found.handle},
    )


def meta_state(account: ChannelAccount) -> MetaState:
    """Ask Meta again. Raises `WrongMeta`, `NoMeta`, `NoInstagram`."""
    known = Account(secrets=account_secrets(account), outbound_url=account.outbound_url)
    who_is(account.channel, known)
    last: datetime | None = Envelope.objects.filter(account_id=account.id).aggregate(last=Max("received_at"))["last"]
    return MetaState(last=last, ends=token_ends(known))


def verify_word(account: ChannelAccount) -> str:
    """Return the word that Meta's page asks for beside the address."""
    return account_secrets(account)["secret"]


def link_to(account: ChannelAccount, *, code: str) -> str:
    """Return the address that opens this account where young people are, with a door's code where Meta carries one."""
    handle = account_secrets(account).get("handle", "")
    if not handle:
        return ""
    if account.channel == "whatsapp":
        return f"https://wa.me/{handle}"
    place = "m.me" if account.channel == "messenger" else "ig.me/m"
    return f"https://{place}/{quote(handle)}?ref={quote(code)}"


def _is_number(text: str) -> bool:
    return text.isascii() and text.isdigit() and 5 <= len(text) <= 25
