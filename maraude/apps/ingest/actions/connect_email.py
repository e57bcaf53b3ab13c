from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import datetime
from typing import Final

from django.db.models import Max

from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.models import ChannelAccount, Envelope
from maraude.apps.ingest.secrets import account_secrets
from maraude.channels.email.mailbox import open_mailbox, open_smtp
from maraude.channels.email.server import read_server
from maraude.channels.interface import Account
from maraude.core.errors import Refused

_ADDRESS: Final = re.compile(r"[A-Za-z0-9._+-]{1,64}@[a-z0-9-]+(?:\.[a-z0-9-]+)+", re.IGNORECASE | re.ASCII)
_IMAP, _SMTP = 993, 587


class WrongAddressOfOurs(Refused):
    """This is no e-mail address."""

    code = "wrong_mail_address"


class MailboxConnected(Refused):
    """This mailbox is connected already."""

    code = "mailbox_connected"


@dataclass(frozen=True, slots=True, kw_only=True)
class Typed:
    """What a coordinator types: a mailbox that is the association's and nobody's own."""

    address: str
    shown: str
    imap: str
    smtp: str
    user: str
    password: str


def connect_email(*, org_id: int, typed: Typed, actor: str) -> ChannelAccount:
    """Connect a mailbox, once both its servers have opened.

    It calls them: seconds, in the caller's transaction, once in the life of a mailbox. Raises `WrongAddressOfOurs`,
    `WrongServer`, `WrongMailbox`, `NoMailServer`, `MailboxConnected`.
    """
    address = typed.address.strip().casefold()
    if _ADDRESS.fullmatch(address) is None or len(address) > 80:
        raise WrongAddressOfOurs
    if ChannelAccount.objects.filter(channel="email", name=address, is_active=True).exists():
        raise MailboxConnected
    shown = " ".join("".join(sign for sign in typed.shown if sign.isprintable()).split())[:60]
    known = {
        "address": address,
        "shown": shown,
        "imap": str(read_server(typed.imap, port=_IMAP)),
        "smtp": str(read_server(typed.smtp, port=_SMTP)),
        "user": typed.user.strip() or address,
    }
    _try(Account(secrets={**known, "token": typed.password}))
    return open_account(org_id=org_id, channel="email", name=address, actor=actor, token=typed.password, more=known)


def check_email(account: ChannelAccount) -> datetime | None:
    """Open both servers again, and return when a message last came (within seven days). Raises as above."""
    _try(Account(secrets=account_secrets(account)))
    last: datetime | None = Envelope.objects.filter(account_id=account.id).aggregate(last=Max("received_at"))["last"]
    return last


def _try(account: Account) -> None:
    known = account.secrets
    open_mailbox(read_server(known["imap"], port=_IMAP), account).logout()
    open_smtp(read_server(known["smtp"], port=_SMTP), user=known["user"], password=known["token"]).quit()
