"""A mailbox that young people write to: connected, checked, closed."""

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
from maraude.apps.ingest.actions.connect_email import Typed, check_email, connect_email
from maraude.apps.ingest.models import ChannelAccount
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.lib.line_state import line_folder, read_line_state
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages

_FIELDS = ("address", "shown", "imap", "smtp", "user")


@require_GET
@manages
def email_page(request: StaffRequest) -> HttpResponse:
    """Show the steps, and the mailboxes that are listened to."""
    return _page(request, {"shown": request.organisation.name})


@require_POST
@manages
@freshly
def add_email(request: StaffRequest) -> HttpResponse:
    """Connect a mailbox; what was typed stays on the page when it is refused, but the password."""
    typed = {name: request.POST.get(name, "")[:250] for name in _FIELDS}
    try:
        account = connect_email(
            org_id=request.organisation.id,
            typed=Typed(**typed, password=request.POST.get("password", "")[:250]),
            actor=user_actor(request.user.id),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return _page(request, typed)
    said = _("%(address)s is listened to. Write to it from another mailbox: it appears in the inbox.")
    messages.success(request, said % {"address": account.name})
    return redirect("email")


@require_POST
@manages
def check_mailbox(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Open both servers again, and say when a message last came."""
    try:
        last = check_email(_mailbox(account_id))
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect("email")
    if last is None:
        messages.success(request, _("Both servers open. Nothing came in seven days."))
    else:
        when = date_format(localtime(last), "SHORT_DATETIME_FORMAT")
        messages.success(request, _("Both servers open. Last message: %(when)s.") % {"when": when})
    return redirect("email")


@require_POST
@manages
@freshly
def end_mailbox(request: StaffRequest, account_id: UUID) -> HttpResponse:
    """Close a mailbox here; threads stay."""
    close_account(account=_mailbox(account_id), actor=user_actor(request.user.id))
    messages.success(request, _("Disconnected. The conversations stay."))
    return redirect("email")


def _page(request: StaffRequest, typed: dict[str, str]) -> HttpResponse:
    accounts = ChannelAccount.objects.filter(channel="email", is_active=True).order_by("created_at", "id")
    rows = [
        {"account": one, "line": read_line_state(line_folder(settings.HOME, one.id), at=clock.unix())}
        for one in accounts
    ]
    return render(request, "settings/email.html", {**tabs_context(), "connected": rows, "typed": typed})


def _mailbox(account_id: UUID) -> ChannelAccount:
    try:
        return ChannelAccount.objects.get(id=account_id, channel="email", is_active=True)
    except ChannelAccount.DoesNotExist as error:
        raise Http404 from error
