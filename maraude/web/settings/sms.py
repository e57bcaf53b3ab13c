"""A number for SMS: connected, checked, its lines for Kannel, closed."""

from __future__ import annotations

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
from maraude.apps.ingest.actions.connect_sms import check_sms, connect_sms, sms_lines
from maraude.apps.ingest.models import ChannelAccount
from maraude.core.errors import Refused
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages


@require_POST
@manages
def add_sms(request: StaffRequest) -> HttpResponse:
    """Connect a number that Kannel serves."""
    try:
        account = connect_sms(
            org_id=request.organisation.id,
            number=request.POST.get("number", ""),
            url=request.POST.get("url", ""),
            user=request.POST.get("user", ""),
            password=request.POST.get("password", ""),
            public_url=settings.PUBLIC_URL,
            actor=user_actor(request.user.id),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect("channels")
    said = _("Kannel knows us. Put these lines into its file, then text %(number)s from a telephone.")
    messages.success(request, said % {"number": account.name})
    return redirect("sms", account.id)


@require_GET
@manages
def sms_page(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Show what goes into Kannel's file."""
    account = _number(account_id)
    return render(request, "settings/sms.html", {**tabs_context(), "account": account, "lines": sms_lines(account)})


@require_POST
@manages
def check_number(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Ask Kannel whether it still knows us, and say when it last brought something."""
    try:
        last = check_sms(_number(account_id))
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect("channels")
    if last is None:
        messages.warning(request, _("Kannel knows us, but nothing came from it in seven days: check its lines."))
    else:
        when = date_format(localtime(last), "SHORT_DATETIME_FORMAT")
        messages.success(request, _("It works. Last heard from Kannel: %(when)s.") % {"when": when})
    return redirect("channels")


@require_POST
@manages
def end_number(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Close a number here; threads stay."""
    close_account(account=_number(account_id), actor=user_actor(request.user.id))
    messages.success(request, _("Disconnected. The conversations stay."))
    return redirect("channels")


def _number(account_id: UUID) -> ChannelAccount:
    try:
        return ChannelAccount.objects.get(id=account_id, channel="sms", is_active=True)
    except ChannelAccount.DoesNotExist as error:
        raise Http404 from error
