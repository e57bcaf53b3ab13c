"""One question to a young person, behind a short address: no name on it, no place, one touch to answer.

No forgery token: the secret is in the address, nobody else's browser can be made to send it; and no cookie is set.
"""

from __future__ import annotations

from datetime import datetime
from typing import cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import LinkKind
from maraude.apps.orgs.queries.access_links import OpenLink
from maraude.apps.referrals.actions.answer_referral import answer_slot
from maraude.apps.referrals.actions.ask_another import ask_another
from maraude.apps.referrals.actions.decide_sheet import PERSON
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.actions.say_attendance import say_attendance
from maraude.apps.referrals.actions.say_still import say_still
from maraude.apps.referrals.models import Referral
from maraude.apps.referrals.queries.question import question_of, times_of
from maraude.core.attendance import Said
from maraude.core.calendar import appointment_file
from maraude.core.errors import Refused
from maraude.core.one_question import Question
from maraude.core.sustained import Still
from maraude.lib import clock
from maraude.web.public.forms import read_hour
from maraude.web.public.language import in_their_language
from maraude.web.public.links import LinkedView, by_link
from maraude.web.refusals import sentence_for_them
from maraude.web.structure.views import calendar_response

_SAYS = {"went_yes": Said.CAME, "went_no": Said.MISSED, "went_not_yet": Said.NOT_YET}
_STILL = {"still_yes": Still.YES, "still_no": Still.NO}
_MONTHS = {Question.STILL_3M: 3, Question.STILL_6M: 6}


@require_safe
@in_their_language
@by_link(LinkKind.ANSWER)
def page(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Ask what is to be asked now."""
    return _show(request, link)


def _show(request: HttpRequest, link: OpenLink, refusal: Refused | None = None) -> HttpResponse:
    referral, now = Referral.objects.get(id=link.subject_id), clock.now()
    context = {
        "question": question_of(referral, at=now).value,
        "times": [hour for hour in times_of(referral) if hour > now],
        "referral": referral,
        "is_past": referral.appointment_at is not None and referral.appointment_at <= now,
        "token": (request.resolver_match.kwargs if request.resolver_match else {})["token"],
        "done": request.GET.get("done", ""),
        "refusal": sentence_for_them(refusal) if refusal else "",
    }
    return render(request, "answer/page.html", context, status=409 if refusal else 200)


def _say(request: HttpRequest, link: OpenLink) -> HttpResponse:
    try:
        with transaction.atomic():
            _do(request, *hold(link.subject_id), at=clock.now())
    except Refused as refusal:
        return _show(request, link, refusal)
    response = redirect(
        "one_question", token=(request.resolver_match.kwargs if request.resolver_match else {})["token"]
    )
    response.headers["Location"] += "?done=yes"
    return response


say = csrf_exempt(require_POST(in_their_language(by_link(LinkKind.ANSWER)(cast("LinkedView[[]]", _say)))))


def _do(request: HttpRequest, referral: Referral, conversation: Conversation, *, at: datetime) -> None:
    wanted = request.POST.get("gesture", "")
    match wanted:
        case "accept_slot":
            picked = read_hour(request.POST.get("hour", ""))
            answer_slot(referral=referral, conversation=conversation, accepts=True, picked=picked, at=at)
        case "decline_slot":
            answer_slot(referral=referral, conversation=conversation, accepts=False, at=at)
        case "another":
            ask_another(referral=referral, conversation=conversation, at=at)
        case "went_yes" | "went_no" | "went_not_yet":
            say_attendance(referral=referral, conversation=conversation, said=_SAYS[wanted], doer=PERSON, at=at)
        case "still_yes" | "still_no":
            months = _MONTHS.get(question_of(referral, at=at))
            if months is not None:  # answered already, on another page: nothing to write twice
                still = _STILL[wanted]
                say_still(referral=referral, conversation=conversation, months=months, still=still, doer=PERSON, at=at)
        case _:
            raise Http404


@require_safe
@in_their_language
@by_link(LinkKind.ANSWER)
def appointment(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Give an appointment as a calendar file, with a title that says nothing, and no place."""
    del request
    referral = Referral.objects.get(id=link.subject_id)
    if referral.appointment_at is None or referral.agreed_at is None:
        raise Http404
    return calendar_response(
        appointment_file(
            uid=str(referral.id),
            title=_("Appointment"),
            place="",
            begins_at=referral.appointment_at,
            at=clock.now(),
        )
    )
