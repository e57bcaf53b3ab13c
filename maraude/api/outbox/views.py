"""GET /in/generic/<account-key>/outbox: for partners that cannot be called, signed as their posts are."""

from __future__ import annotations

from uuid import UUID

from django.db import connection
from django.http import HttpRequest

from maraude.api.edge.answers import Answer
from maraude.api.edge.errors import NotHere, WrongRequest, WrongSignature
from maraude.api.edge.serve import json_view, read_method
from maraude.api.outbox.released import released
from maraude.api.outbox.shapes import OutboxPage
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.ingest.secrets import account_secrets
from maraude.apps.tenancy.context import tenant
from maraude.channels.generic.signature import check_signature
from maraude.lib import clock

_KEY_LENGTHS = range(8, 65)
_LONGEST_NUMBER = 18  # digits of a number that fits in eight bytes


def _read_outbox(request: HttpRequest, key: str) -> Answer:
    read_method(request, ("GET",))
    org_id, account_id = _find(key)
    with tenant(org_id):
        account = ChannelAccount.objects.filter(id=account_id).first()
        if account is None:  # closed in this instant
            raise NotHere
        _check(request, account)
        page = released(account_id=account.id, after=_number(request.GET.get("after", "")))
    return Answer(body=OutboxPage(results=list(page.departed), next=str(page.last) if page.last else None))


def _find(key: str) -> tuple[int, UUID]:
    if len(key) not in _KEY_LENGTHS or not key.isascii() or not key.isprintable():
        raise NotHere
    with connection.cursor() as cursor:
        cursor.execute("SELECT org_id, account_id, channel FROM doors.channel_account(%s)", [key])
        row = cursor.fetchone()
    if row is None or row[2] != "generic":
        raise NotHere
    return row[0], row[1]


def _check(request: HttpRequest, account: ChannelAccount) -> None:
    is_theirs = check_signature(
        secret=account_secrets(account).get("secret", ""),
        timestamp=request.headers.get("X-Maraude-Timestamp", ""),
        signature=request.headers.get("X-Maraude-Signature", ""),
        signed=request.META.get("QUERY_STRING", "").encode("latin-1", errors="replace"),
        at=clock.now(),
    )
    if not is_theirs:
        raise WrongSignature


def _number(text: str) -> int:
    if not text:
        return 0
    if not text.isascii() or not text.isdecimal() or len(text) > _LONGEST_NUMBER:
        raise WrongRequest("`after` is the `next` of an earlier answer: send it back as it was.")
    return int(text)


read_outbox = json_view(_read_outbox)
