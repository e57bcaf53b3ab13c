from __future__ import annotations

import secrets
from datetime import datetime

from django.db.models import Max

from maraude.apps.ingest.actions.open_account import open_account
from maraude.apps.ingest.models import ChannelAccount, Envelope
from maraude.apps.ingest.secrets import account_secrets
from maraude.channels.interface import Account
from maraude.channels.sms.kannel import check, kannel_lines, sender_number, sendsms_address
from maraude.core.errors import Refused


class NumberConnected(Refused):
    """This number is connected already."""

    code = "number_connected"


def connect_sms(
    *, org_id: int, number: str, url: str, user: str, password: str, public_url: str, actor: str
) -> ChannelAccount:
    """Connect a number that a Kannel serves, once it has said that it knows us.

    It calls Kannel: seconds, in the caller's transaction, once in the life of a number. Raises `WrongSender`,
    `WrongAddress`, `WrongKannel`, `NoKannel`, `NumberConnected`.
    """
    sender, address = sender_number(number), sendsms_address(url)
    if ChannelAccount.objects.filter(channel="sms", name=sender, is_active=True).exists():
        raise NumberConnected
    key = secrets.token_urlsafe(24)
    known = {
        "user": user.strip()[:100],
        "number": sender,
        "callback": f"{public_url.rstrip('/')}/in/sms/{key}",
    }
    check(Account(secrets={**known, "token": password}, outbound_url=address))
    return open_account(
        org_id=org_id,
        channel="sms",
        name=sender,
        actor=actor,
        key=key,
        token=password,
        outbound_url=address,
        more=known,
    )


def check_sms(account: ChannelAccount) -> datetime | None:
    """Ask Kannel again, and return when it last brought something here (within seven days). Raises as above."""
    check(_account(account))
    last: datetime | None = Envelope.objects.filter(account_id=account.id).aggregate(last=Max("received_at"))["last"]
    return last


def sms_lines(account: ChannelAccount) -> str:
    """Return what goes into kannel.conf for this number."""
    return kannel_lines(_account(account))


def _account(account: ChannelAccount) -> Account:
    return Account(secrets=account_secrets(account), outbound_url=account.outbound_url)
