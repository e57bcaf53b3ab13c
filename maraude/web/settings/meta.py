"""Connecting WhatsApp, Messenger and Instagram: what to make at Meta, what to paste, a button that tells the truth."""

from __future__ import annotations

from typing import Any, Final
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.audit.actions.record import user_actor
from maraude.apps.ingest.actions.close_account import close_account
from maraude.apps.ingest.actions.connect_meta import (
    CHANNELS,
    Given,
    connect_meta,
    meta_state,
    verify_word,
)
from maraude.apps.ingest.models import ChannelAccount
from maraude.core.errors import Refused
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages

_SOON_DAYS: Final = 14


@require_GET
@manages
def meta_page(request: StaffRequest, channel: str) -> HttpResponse:
    """Show the steps of one channel, and what is connected."""
    accounts = ChannelAccount.objects.filter(channel=_known(channel), is_active=True).order_by("created_at", "id")
    context = {
        **tabs_context(),
        "channel": channel,
        "connected": [_connected(account) for account in accounts],
        "can_meta": bool(settings.GRAPH_API) or settings.PUBLIC_URL.startswith("https://"),
        "public_url": settings.PUBLIC_URL,
    }
    return render(request, "settings/meta.html", context)


@require_POST
@manages
@freshly
def add_meta(request: StaffRequest, channel: str) -> HttpResponse:
    """Connect an account by its token and the secret of its application."""
    names = ("token", "app_secret", "phone_number_id", "business_id")
    try:
        account = connect_meta(
            org_id=request.organisation.id,
            channel=_known(channel),
            given=Given(**{name: request.POST.get(name, "")[:500] for name in names}),
            public_url=settings.PUBLIC_URL,
            actor=user_actor(request.user.id),
            api=settings.GRAPH_API,
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        said = _("Meta knows %(name)s. Now paste the address and the word below into Meta's page.")
        messages.success(request, said % {"name": account.name})
    return redirect("meta", channel)


@require_POST
@manages
def check_meta(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Ask Meta whether the token still opens the account, and say when something last came."""
    account = _account(account_id)
    try:
        state = meta_state(account)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect("meta", account.channel)
    if state.days_left is not None and state.days_left <= _SOON_DAYS:
        said = _("The token ends in %(days)s days: make a new one at Meta and connect again before then.")
        messages.warning(request, said % {"days": max(state.days_left, 0)})
    if state.last is None:
        messages.warning(request, _("Meta knows us, but nothing came in seven days: check the address and the word."))
    else:
        when = date_format(localtime(state.last), "SHORT_DATETIME_FORMAT")
        messages.success(request, _("It works. Last heard from Meta: %(when)s.") % {"when": when})
    return redirect("meta", account.channel)


@require_POST
@manages
@freshly
def end_meta(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Close an account here; threads stay."""
    account = _account(account_id)
    close_account(account=account, actor=user_actor(request.user.id))
    messages.success(request, _("Disconnected. The conversations stay."))
    return redirect("meta", account.channel)


def _connected(account: ChannelAccount) -> dict[str, Any]:
    address = f"{settings.PUBLIC_URL.rstrip('/')}/in/{account.channel}/{account.key}"
    return {"account": account, "address": address, "word": verify_word(account)}


def _known(channel: str) -> str:
    if channel not in CHANNELS:
        raise Http404
    return channel


def _account(account_id: UUID) -> ChannelAccount:
    try:
        return ChannelAccount.objects.get(id=account_id, channel__in=CHANNELS, is_active=True)
    except ChannelAccount.DoesNotExist as error:
        raise Http404 from error
