"""The ways young people write: what is connected, how to connect Telegram, whether it works."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.audit.actions.record import user_actor
from maraude.apps.ingest.actions.connect_telegram import connect_telegram, disconnect_telegram, telegram_state
from maraude.apps.ingest.models import ChannelAccount
from maraude.channels.registry import CHANNELS
from maraude.core.errors import Refused
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages


@require_GET
@manages
def channels_page(request: StaffRequest) -> HttpResponse:
    """Show what is connected and how to connect more."""
    accounts = ChannelAccount.objects.filter(is_active=True).order_by("created_at", "id")
    rows: list[dict[str, Any]] = [
        {"account": one, "capabilities": CHANNELS[one.channel].capabilities} for one in accounts
    ]
    is_ready = bool(settings.TELEGRAM_API) or settings.PUBLIC_URL.startswith("https://")
    context = {**tabs_context(), "accounts": rows, "can_telegram": is_ready, "public_url": settings.PUBLIC_URL}
    return render(request, "settings/channels.html", context)


@require_POST
@manages
@freshly
def add_telegram(request: StaffRequest) -> HttpResponse:
    """Connect a bot by its token."""
    try:
        account = connect_telegram(
            org_id=request.organisation.id,
            organisation=request.organisation.name,
            token=request.POST.get("token", ""),
            public_url=settings.PUBLIC_URL,
            actor=user_actor(request.user.id),
            api=settings.TELEGRAM_API,
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        said = _("%(bot)s is connected. Write to it from a telephone: it appears in the inbox.")
        messages.success(request, said % {"bot": account.name})
    return redirect("channels")


@require_POST
@manages
def check_channel(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Ask Telegram whether our address works."""
    account = _telegram(account_id)
    try:
        waiting, complaint = telegram_state(account)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect("channels")
    if complaint:
        messages.error(request, _("Telegram cannot reach us: %(said)s") % {"said": complaint})
    else:
        messages.success(request, _("It works. Messages waiting at Telegram: %(count)s.") % {"count": waiting})
    return redirect("channels")


@require_POST
@manages
@freshly
def end_channel(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Close a bot here; threads stay."""
    disconnect_telegram(account=_telegram(account_id), actor=user_actor(request.user.id))
    messages.success(request, _("Disconnected. The conversations stay."))
    return redirect("channels")


def _telegram(account_id: UUID) -> ChannelAccount:
    try:
        return ChannelAccount.objects.get(id=account_id, channel="telegram", is_active=True)
    except ChannelAccount.DoesNotExist as error:
        raise Http404 from error
