"""Who works here: invitations, confirmations by a second colleague, roles, vetting, leaving."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.orgs.actions.change_member import change_role, end_member, note_vetting
from maraude.apps.orgs.actions.decide_account import confirm_account, refuse_account
from maraude.apps.orgs.actions.invite_colleague import invite_colleague
from maraude.apps.orgs.models import AccountRequest, Membership, RequestKind, Role
from maraude.apps.orgs.queries.members import members, waiting_requests
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.web.accounts.notices import send_invitation, tell_asked
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages


@require_GET
@manages
def people_page(request: StaffRequest) -> HttpResponse:
    """Show who works here and what waits for a second pair of eyes."""
    context = {
        **tabs_context(),
        "members": members(request.organisation),
        "asked": waiting_requests(at=clock.now()),
        "roles": [role.value for role in Role],
        "today": clock.now().date(),
        "invitation": request.session.pop("invitation", ""),
    }
    return render(request, "settings/people.html", context)


@require_POST
@manages
@freshly
def invite(request: StaffRequest) -> HttpResponse:
    """Ask for an account; the address is shown this once, and sent when there is a mail server."""
    try:
        asked, code = invite_colleague(
            org_id=request.organisation.id,
            email=request.POST.get("email", ""),
            display_name=request.POST.get("name", ""),
            role=request.POST.get("role", ""),
            by_user_id=request.user.id,
            at=clock.now(),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
        return redirect("people")
    address = settings.PUBLIC_URL + reverse("join", kwargs={"token": code})
    send_invitation(asked, organisation=request.organisation.name, by=str(request.user), address=address)
    tell_asked(asked, by=str(request.user), by_user_id=request.user.id)
    if settings.IS_DEMO or not settings.MAIL_URL:
        request.session["invitation"] = address  # with a mail server it reaches their mailbox only
    else:
        messages.success(request, _("The invitation left for this address."))
    return redirect("people")


@require_POST
@manages
@freshly
def decide(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Confirm or refuse, as a second colleague."""
    decision = {"confirm": confirm_account, "refuse": refuse_account}.get(request.POST.get("gesture", ""))
    if decision is None:
        raise Http404
    try:
        decision(request_id=request_id, by_user_id=request.user.id, at=clock.now())
    except AccountRequest.DoesNotExist as error:
        raise Http404 from error
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("people")


@require_POST
@manages
@freshly
def change(request: StaffRequest, member_id: UUID) -> HttpResponse:
    """Change a colleague's role, note their vetting, or end their work here."""
    membership = Membership.objects.select_related("user").filter(id=member_id, is_active=True).first()
    if membership is None:
        raise Http404
    try:
        said = _change(request, membership)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, said)
    return redirect("people")


def _change(request: StaffRequest, membership: Membership) -> str:
    by, now = request.user.id, clock.now()
    match request.POST.get("gesture"):
        case "role":
            if not change_role(membership=membership, role=request.POST.get("role", ""), by_user_id=by, at=now):
                asked = AccountRequest.objects.get(
                    user_id=membership.user_id, kind=RequestKind.RAISE, ended_at__isnull=True
                )
                tell_asked(asked, by=str(request.user), by_user_id=by)
                return _("Asked. A second colleague confirms it on this page.")
        case "vetting":
            note_vetting(
                membership=membership, seen_on=_day(request.POST.get("seen_on", "")), by_user_id=by, today=now.date()
            )
        case "end":
            end_member(membership=membership, by_user_id=by)
        case _:
            raise Http404
    return _("Saved.")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
