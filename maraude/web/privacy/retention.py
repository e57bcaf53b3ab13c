"""How long people are kept: the durations, who leaves soon, a gesture that keeps, and the proof of what went."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.orgs.actions.change_retention import change_retention
from maraude.apps.orgs.models import Role
from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.keep_longer import keep_longer
from maraude.apps.privacy.queries.expiring import leaving_soon
from maraude.apps.privacy.queries.purges import proof
from maraude.core.errors import Refused
from maraude.core.retention import FOLLOW_UP_DAYS, TALK_DAYS
from maraude.lib import clock
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.inbox.gestures import conversation_or_404
from maraude.web.refusals import sentence
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages, protects_data, reads_content


@require_GET
@protects_data
def retention_page(request: StaffRequest) -> HttpResponse:
    """Show the durations, how many leave within two weeks, and the chain of what was erased. No content, no name."""
    role = Role(request.membership.role)
    soon = leaving_soon(request.organisation, at=clock.now())
    context = {
        **(tabs_context() if role.manages else {}),
        "organisation": request.organisation,
        "may_change": role.manages,
        "talk": TALK_DAYS,
        "follow_up": FOLLOW_UP_DAYS,
        "soon": soon,
        "held": sum(one.is_held for one in soon),
        "proof": proof(),
    }
    return render(request, "privacy/retention.html", context)


@require_POST
@manages
@freshly
def save_retention(request: StaffRequest) -> HttpResponse:
    """Change for how long people are kept."""
    try:
        change_retention(
            organisation=request.organisation,
            talk_days=_days(request.POST.get("talk_days", "")),
            follow_up_days=_days(request.POST.get("follow_up_days", "")),
            by_user_id=request.user.id,
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("retention")


@require_POST
@reads_content
def keep(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Keep somebody 90 days more, for a reason."""
    conversation = conversation_or_404(conversation_id)
    try:
        until = keep_longer(
            person_id=conversation.person_id,
            reason=request.POST.get("reason", ""),
            by_user_id=request.user.id,
            at=clock.now(),
        )
    except Person.DoesNotExist as error:
        raise Http404 from error
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        when = date_format(localtime(until), "DATE_FORMAT")
        messages.success(request, _("Kept until %(when)s.") % {"when": when})
    return redirect("conversation", conversation_id)


def _days(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= 4 else -1
