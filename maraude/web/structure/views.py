"""The structure's page: one screen, no account. Whoever holds the link reads the sheet and answers.

No forgery token: the secret is in the address, nobody else's browser can be made to send it; and no cookie is set.
"""

from __future__ import annotations

from collections.abc import Callable

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.orgs.queries.access_links import OpenLink
from maraude.apps.referrals.actions.answer_referral import answer_referral
from maraude.apps.referrals.actions.move_referral import Doer, hold
from maraude.apps.referrals.models import Referral
from maraude.apps.referrals.queries.question import check_of
from maraude.apps.referrals.queries.referrals import referral_view
from maraude.apps.referrals.queries.sheets import lines_for_structure, referral_events
from maraude.apps.safety.actions.hear_words import hear_words
from maraude.core.attendance import Outcome
from maraude.core.calendar import appointment_file
from maraude.core.errors import Refused
from maraude.core.referral import Gesture, Reason, Side, State
from maraude.lib import clock
from maraude.web.public.forms import read_answer
from maraude.web.public.links import by_link
from maraude.web.public.said import read_said
from maraude.web.refusals import sentence

_FOR_THEIR_EYES = {"ask", "reply", "take", "offer_slot", "refuse", "accept_slot", "decline_slot", "wants_another"}


@require_safe
@by_link(LinkKind.STRUCTURE)
def page(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Show the sheet and the answers that are possible now."""
    return _show(request, link)


def _show(request: HttpRequest, link: OpenLink, refusal: Refused | None = None, kept: str = "") -> HttpResponse:
    view = referral_view(link.subject_id)
    is_open = view.state not in {State.WITHDRAWN, State.CANCELLED}
    events = [event for event in referral_events(view.row) if _is_theirs(event.what)] if is_open else []
    context = {
        "handover": view,
        "is_open": is_open,
        "token": (request.resolver_match.kwargs if request.resolver_match else {})["token"],
        "organisation": Organisation.objects.get(id=link.org_id),
        "lines": lines_for_structure(view.row),
        "events": events,
        "may": {gesture.value: view.may(gesture) for gesture in Gesture},
        "reasons": list(Reason),
        "today": timezone.localdate(clock.now()).isoformat(),
        "outcomes": list(Outcome),
        "check": check_of(view.row, side=Side.STRUCTURE, at=clock.now()),
        "refusal": sentence(refusal) if refusal else "",
        "kept": kept,
        "said": request.GET.get("said", ""),
    }
    return render(request, "structure/page.html", context, status=409 if refusal else 200)


def _is_theirs(what: str) -> bool:
    return what in _FOR_THEIR_EYES or what.startswith("structure_")


def _do(request: HttpRequest, link: OpenLink, work: Callable[[Referral, Conversation], object]) -> HttpResponse:
    try:
        with transaction.atomic():
            work(*hold(link.subject_id))
    except Refused as refusal:
        return _show(request, link, refusal, request.POST.get("words", ""))
    token = (request.resolver_match.kwargs if request.resolver_match else {})["token"]
    response = redirect("structure", token=token)
    response.headers["Location"] += "?said=yes"
    return response


@csrf_exempt
@require_POST
@by_link(LinkKind.STRUCTURE)
def answer(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Take, offer an appointment, ask, or say no with a reason."""
    said = read_answer(request, time_zone=Organisation.objects.get(id=link.org_id).time_zone)

    def work(referral: Referral, conversation: Conversation) -> None:
        answer_referral(referral=referral, conversation=conversation, answer=said, at=clock.now())
        words = f"{said.words}\n{said.place}".strip()
        hear_words(conversation=conversation, text=words, kind="structure_wrote", at=clock.now())

    return _do(request, link, work)


@csrf_exempt
@require_POST
@by_link(LinkKind.STRUCTURE)
def say(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Say came, did not come, or has entered."""
    work = read_said(request, doer=Doer(side=Side.STRUCTURE))
    return _do(request, link, work)


@require_safe
@by_link(LinkKind.STRUCTURE)
def appointment(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Give the appointment as a calendar file: a reference, no name."""
    del request
    view = referral_view(link.subject_id)
    if view.row.appointment_at is None or view.state in {State.WITHDRAWN, State.CANCELLED}:
        raise Http404
    title = _("Appointment %(reference)s") % {"reference": view.row.reference}
    return calendar_response(
        appointment_file(
            uid=str(view.id), title=title, place=view.place, begins_at=view.row.appointment_at, at=clock.now()
        )
    )


def calendar_response(text: str) -> HttpResponse:
    """Return a calendar file to keep."""
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
    return response
