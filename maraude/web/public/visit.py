"""Who is in front of a chat page: the account of its address, the visitor of its cookies, and what they may read."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import wraps
from typing import Concatenate
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from maraude.apps.ingest.queries.accounts import OpenAccount, open_account_of
from maraude.apps.orgs.models import Organisation
from maraude.apps.tenancy.context import tenant
from maraude.channels.webchat.visitor import (
    CookieNames,
    Sitting,
    read_secret,
    read_sitting,
    reference,
    write_sitting,
)
from maraude.lib import clock
from maraude.lib.ids import derived_uuid

_FRESH_S = 300  # the cookie that dates the last look is written again at most this often


@dataclass(slots=True, kw_only=True)
class Visit:
    """One look at a chat page, inside the walls of its association."""

    account: OpenAccount
    organisation: Organisation
    secret: str | None
    sitting: Sitting | None

    @property
    def conversation_id(self) -> UUID | None:
        """Return the thread of this visitor, whether or not it exists yet."""
        if self.secret is None:
            return None
        who = reference(self.secret, account_secret=self.account.secrets["secret"])
        return derived_uuid(self.account.index_key, str(self.account.id), who)

    @property
    def readable(self) -> UUID | None:
        """Return the thread that this sitting may read, None when there is none or it is closed to it."""
        return self.conversation_id if self.sitting is not None else None

    @property
    def reads_all(self) -> bool:
        """Say whether this sitting reads from the beginning."""
        return self.sitting is not None and self.sitting.since_ms == 0

    @property
    def since(self) -> datetime:
        """Return from when on this sitting reads."""
        return datetime.fromtimestamp(self.sitting.since_ms / 1000 if self.sitting else clock.unix(), UTC)

    @property
    def cookies(self) -> CookieNames:
        """Return how the cookies of this page are called."""
        return _names(self.account.key)

    def keep_sitting(self, response: HttpResponse) -> None:
        """Note in the browser that they looked, every few minutes."""
        now = clock.unix()
        if self.sitting is not None and self.secret is not None and now - self.sitting.seen > _FRESH_S:
            self.sit(response, self.sitting.looked(now=now))

    def sit(self, response: HttpResponse, sitting: Sitting) -> None:
        """Give the browser a sitting."""
        if self.secret is not None:
            mark = write_sitting(sitting, secret=self.secret, account_secret=self.account.secrets["secret"])
            self._set(response, self.cookies.sitting, mark)

    def remember(self, response: HttpResponse) -> None:
        """Give the browser this visitor's secret, until it is closed."""
        self._set(response, self.cookies.visitor, self.secret or "")

    def forget(self, response: HttpResponse) -> None:
        """Leave nothing of this page in the browser."""
        for name in (self.cookies.sitting, self.cookies.visitor):
            response.delete_cookie(name, samesite="Lax")

    def _set(self, response: HttpResponse, name: str, value: str) -> None:
        response.set_cookie(name, value, secure=self.cookies.is_secure, httponly=True, samesite="Lax")


def _names(key: str) -> CookieNames:
    return CookieNames.of(key, is_https=settings.PUBLIC_URL.startswith("https://"))


type VisitView[**P] = Callable[Concatenate[HttpRequest, Visit, P], HttpResponse]


def by_chat_key[**P](view: VisitView[P]) -> Callable[..., HttpResponse]:
    """Give the view its visit, inside the association's walls; an unknown or closed key meets the neutral page."""

    @wraps(view)
    def visited(request: HttpRequest, key: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        account = open_account_of(key)
        if account is None or account.channel != "webchat":
            return render(request, "public/nothing_here.html", status=404)
        with tenant(account.org_id):
            visit = _visit(request, account)
            response = view(request, visit, *args, **kwargs)
            visit.keep_sitting(response)
            return response

    return visited


def _visit(request: HttpRequest, account: OpenAccount) -> Visit:
    names = _names(account.key)
    secret = read_secret(request.COOKIES.get(names.visitor))
    sitting = None
    if secret is not None:
        sitting = read_sitting(
            request.COOKIES.get(names.sitting),
            secret=secret,
            account_secret=account.secrets["secret"],
            now=clock.unix(),
        )
    organisation = Organisation.objects.get(id=account.org_id)
    return Visit(account=account, organisation=organisation, secret=secret, sitting=sitting)
