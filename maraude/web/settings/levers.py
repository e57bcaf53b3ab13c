"""The library of suggestions: everybody reads and writes, another person approves."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from maraude.apps.levers.actions.keep_suggestion import approve_suggestion, end_suggestion, write_suggestion
from maraude.apps.levers.models import OwnSuggestion
from maraude.apps.levers.queries.library import own_suggestions, shipped
from maraude.core.errors import Refused
from maraude.core.lever import Lever, Moment
from maraude.core.need import Need
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.refusals import sentence
from maraude.web.settings.tabs import tabs_context
from maraude.web.staff import manages, reads_content


@require_http_methods(["GET", "POST"])
@reads_content
def library_page(request: StaffRequest) -> HttpResponse:
    """Show the library; a POST writes words that wait for a second pair of eyes."""
    refusal = ""
    if request.method == "POST":
        try:
            _write(request)
        except Refused as error:
            refusal = sentence(error)
        else:
            messages.success(request, _("Written. A colleague who runs the team reads it, then it is shown."))
            return redirect("levers")
    context = {
        **tabs_context(),
        "shipped": shipped((get_language() or "fr")[:2]),
        "own": own_suggestions(),
        "all_levers": list(Lever),
        "moments": list(Moment),
        "all_needs": list(Need),
        "may_approve": request.membership.role in {"coordinator", "administrator"},
        "said": request.POST if refusal else {},
        "refusal": refusal,
    }
    return render(request, "settings/levers.html", context)


@require_POST
@manages
def decide(request: StaffRequest, suggestion_id: UUID) -> HttpResponse:
    """Approve a colleague's words, or put words away."""
    found = OwnSuggestion.objects.filter(id=suggestion_id).first()
    if found is None:
        raise Http404
    try:
        if request.POST.get("gesture") == "approve":
            approve_suggestion(suggestion=found, by_user_id=request.user.id, at=clock.now())
        else:
            end_suggestion(suggestion=found, by_user_id=request.user.id, at=clock.now())
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    return redirect("levers")


def _write(request: StaffRequest) -> None:
    asked = request.POST
    lever = asked.get("lever", "")
    write_suggestion(
        org_id=request.organisation.id,
        lever=Lever(lever) if lever in set(Lever) - {Lever.LISTENING} else Lever.AUTONOMY,
        moments=[Moment(one) for one in asked.getlist("moments") if one in set(Moment)],
        needs=[Need(one) for one in asked.getlist("needs") if one in set(Need)],
        words=asked.get("words", ""),
        why=asked.get("why", ""),
        by_user_id=request.user.id,
    )
