"""The data-protection room: requests with their due dates, the ledger in counts; never a word of content."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.orgs.models import Role
from maraude.apps.privacy.actions.rights_requests import answer_request, extend_request, note_request
from maraude.apps.privacy.models import RightsRequest
from maraude.apps.privacy.queries.ledger import kept_counts, standings
from maraude.core.errors import Refused
from maraude.core.rights import ANSWERS, ASKERS, CHECKS, KINDS
from maraude.lib import clock
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import protects_data

_SHOWN = 100


@require_GET
@protects_data
def privacy_page(request: StaffRequest) -> HttpResponse:
    """Show what waits for an answer, and by when."""
    rows = RightsRequest.objects.select_related("noted_by", "decided_by")
    context = {
        **(tabs_context() if Role(request.membership.role).manages else {}),
        "open": rows.filter(answer="").order_by("due_on", "created_at"),
        "answered": rows.exclude(answer="").order_by("-decided_at")[:_SHOWN],
        "askers": ASKERS,
        "kinds": KINDS,
        "checks": CHECKS,
        "answers": ANSWERS,
        "standings": standings(),
        "counts": kept_counts(),
        "today": clock.now().date(),
    }
    return render(request, "privacy/page.html", context)


@require_POST
@protects_data
def note(request: StaffRequest) -> HttpResponse:
    """Write a request in the register."""
    try:
        note_request(
            org_id=request.organisation.id,
            asker=request.POST.get("asker", ""),
            kind=request.POST.get("kind", ""),
            received_on=_day(request.POST.get("received_on", "")),
            reference=request.POST.get("reference", ""),
            by_user_id=request.user.id,
            today=clock.now().date(),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Written in the register."))
    return redirect("privacy")


@require_POST
@protects_data
@freshly
def decide(request: StaffRequest, request_id: UUID) -> HttpResponse:
    """Answer a request, or take two months more."""
    by, now = request.user.id, clock.now()
    try:
        if request.POST.get("gesture") == "extend":
            extend_request(request_id=request_id, by_user_id=by, today=now.date())
        else:
            check, answer = request.POST.get("check", ""), request.POST.get("answer", "")
            answer_request(request_id=request_id, check=check, answer=answer, by_user_id=by, at=now)
    except RightsRequest.DoesNotExist as error:
        raise Http404 from error
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("privacy")


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
