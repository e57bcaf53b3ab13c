"""Connecting Discord: what to make there, one token to paste, a button that switches it on and tells the truth."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.audit.actions.record import user_actor
from maraude.apps.ingest.actions.connect_discord import (
    connect_discord,
    disconnect_discord,
    discord_address,
    is_discord_on,
    switch_discord_on,
)
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.ingest.secrets import account_secrets
from maraude.channels.discord.words import said
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.lib.line_state import LineState, line_folder, read_line_state
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages

_INVITE = "https://discord.com/oauth2/authorize?client_id="
_SHOWN = ("panel", "promise", "where", "where_dm", "where_here", "write", "who")


@dataclass(frozen=True, slots=True, kw_only=True)
class Connected:
    """An application as the page shows it; its token is never shown."""

    account: ChannelAccount
    application_id: str
    public_key: str
    address: str
    invite: str
    line: LineState


@require_GET
@manages
def discord_page(request: StaffRequest) -> HttpResponse:
    """Show the steps, what is connected, and what young people will see."""
    accounts = ChannelAccount.objects.filter(channel="discord", is_active=True).order_by("created_at", "id")
    language = get_language() or "fr"
    context = {
        **tabs_context(),
        "connected": [_connected(account) for account in accounts],
        "can_discord": bool(settings.DISCORD_API) or settings.PUBLIC_URL.startswith("https://"),
        "public_url": settings.PUBLIC_URL,
        "shown": {name: said(name, language[:2]).replace("**", "") for name in _SHOWN},
    }
    return render(request, "settings/discord.html", context)


@require_POST
@manages
def add_discord(request: StaffRequest) -> HttpResponse:
    """Keep an application by its bot's token."""
    try:
        account = connect_discord(
            org_id=request.organisation.id,
            token=request.POST.get("token", ""),
            actor=user_actor(request.user.id),
            api=settings.DISCORD_API,
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("%(app)s is known here. Switch it on below.") % {"app": account.name})
    return redirect("discord")


@require_POST
@manages
def switch_on(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Register the commands and have Discord write to us."""
    try:
        switch_discord_on(account=_discord(account_id), public_url=settings.PUBLIC_URL)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("It is on: Discord reached us, and the commands are there within a minute."))
    return redirect("discord")


@require_POST
@manages
def check(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Ask Discord whether it writes to our address."""
    try:
        is_on = is_discord_on(_discord(account_id), public_url=settings.PUBLIC_URL)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect("discord")
    if is_on:
        messages.success(request, _("It works: Discord writes to us."))
    else:
        messages.error(request, _("Discord does not write to our address: switch it on again."))
    return redirect("discord")


@require_POST
@manages
def end(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Close an application here; threads stay."""
    disconnect_discord(account=_discord(account_id), actor=user_actor(request.user.id))
    messages.success(request, _("Disconnected. The conversations stay."))
    return redirect("discord")


def _connected(account: ChannelAccount) -> Connected:
    secrets = account_secrets(account)
    return Connected(
        account=account,
        application_id=secrets["application_id"],
        public_key=secrets["public_key"],
        address=discord_address(account, public_url=settings.PUBLIC_URL),
        invite=f"{_INVITE}{secrets['application_id']}",
        line=read_line_state(line_folder(settings.HOME, account.id), at=clock.unix()),
    )


def _discord(account_id: UUID) -> ChannelAccount:
    try:
        return ChannelAccount.objects.get(id=account_id, channel="discord", is_active=True)
    except ChannelAccount.DoesNotExist as error:
        raise Http404 from error
