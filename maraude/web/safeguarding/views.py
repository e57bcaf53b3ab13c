"""A situation préoccupante: the guided sheet, its second reading, its sending by a named person, the register."""

from __future__ import annotations

from datetime import date
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import Role, User
from maraude.apps.orgs.queries.colleagues import colleagues
from maraude.apps.people.models import Person
from maraude.apps.safety.actions.safeguarding import (
    ReportIncomplete,
    Words,
    ask_second_reader,
    give_opinion,
    note_sent,
    set_aside,
    write_report,
)
from maraude.apps.safety.models import SafeguardingReport
from maraude.apps.safety.queries.safeguarding import ReportView, may_read, opened, register, report_of
from maraude.core.errors import Refused
from maraude.core.safeguarding import ADDRESSEES, PARENTS, WAYS
from maraude.lib import clock
from maraude.web.accounts.post import post
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.inbox.gestures import conversation_or_404
from maraude.web.refusals import sentence
from maraude.web.staff import protects_data, reads_content


@require_GET
@reads_content
def report_page(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Show the sheet of a conversation, empty when nobody began one."""
    return _show(request, conversation_or_404(conversation_id))


@require_POST
@reads_content
def write(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Keep what is written; a refusal is said and what was typed stays on the page."""
    conversation = conversation_or_404(conversation_id)
    _allowed(request, conversation_id)
    words = _words(request)
    try:
        write_report(conversation=conversation, words=words, by_user_id=request.user.id, at=clock.now())
    except Refused as refusal:
        return _show(request, conversation, typed=words, refusal=sentence(refusal))
    messages.success(request, _("Kept. Nothing has been sent."))
    return redirect("report", conversation_id=conversation_id)


@require_POST
@reads_content
@freshly
def gesture(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Ask a second reader, agree or not, write that it was sent, or set it aside."""
    report = _allowed(request, conversation_id)
    if report is None:
        raise Http404
    try:
        _do(request, report)
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        messages.success(request, _("Saved."))
    return redirect("report", conversation_id=conversation_id)


@require_GET
@reads_content
@freshly
def printed(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Show the sheet as it is sent: only once a second reader agreed."""
    report = _allowed(request, conversation_id)
    if report is None or report.second_at is None or report.person_id is None:
        raise Http404
    context = {"report": opened(report), "person": Person.objects.get(id=report.person_id)}
    return render(request, "safeguarding/printed.html", context)


@require_GET
@protects_data
def register_page(request: StaffRequest) -> HttpResponse:
    """Show the register: dates, who, to whom; no word of any sheet."""
    return render(request, "safeguarding/register.html", {"reports": register()})


def _do(request: StaffRequest, report: SafeguardingReport) -> None:
    by, now, asked = request.user.id, clock.now(), request.POST
    match asked.get("gesture"):
        case "ask":
            second = asked.get("second", "")
            second_id = int(second) if second.isdecimal() and len(second) < 10 else 0
            complete = opened(report).is_complete
            ask_second_reader(report=report, second_id=second_id, is_complete=complete, by_user_id=by)
            _tell_second(report)
        case "agree" | "not_yet" as said:
            give_opinion(report=report, agrees=said == "agree", words=asked.get("opinion", ""), by_user_id=by, at=now)
        case "sent":
            day = _day(asked.get("sent_on", ""))
            note_sent(report=report, sent_on=day, way=asked.get("way", ""), by_user_id=by, at=now, today=now.date())
        case "set_aside":
            set_aside(report=report, by_user_id=by, at=now)
        case _:
            raise ReportIncomplete


def _allowed(request: StaffRequest, conversation_id: UUID) -> SafeguardingReport | None:
    """Return the sheet of a conversation, None when there is none. Raises `Http404` to whom it is closed."""
    report = report_of(conversation_id)
    if report is None or may_read(report, user_id=request.user.id, role=Role(request.membership.role)):
        return report
    if report.ended_at is None:
        raise Http404
    return None  # an earlier one, closed to them: another may begin


def _show(
    request: StaffRequest, conversation: Conversation, *, typed: Words | None = None, refusal: str = ""
) -> HttpResponse:
    report = report_of(conversation.id)
    context = {
        "conversation": conversation,
        "person": Person.objects.get(id=conversation.person_id),
        "addressees": ADDRESSEES,
        "parents": PARENTS,
        "ways": WAYS,
        "today": clock.now().date(),
        "refusal": refusal,
    }
    if report is not None and not may_read(report, user_id=request.user.id, role=Role(request.membership.role)):
        if report.ended_at is None:
            return render(request, "safeguarding/closed.html", {**context, "report": report}, status=403)
        report = None
    view = opened(report) if report is not None and not report.ended_at else None
    done = opened(report) if report is not None and report.ended_at else None
    readers = [one for one in colleagues() if one.id != request.user.id]
    context |= {"report": view, "done": done, "colleagues": readers, "words": typed or _said(view)}
    return render(request, "safeguarding/page.html", context, status=409 if refusal else 200)


def _said(view: ReportView | None) -> Words | None:
    if view is None:
        return None
    row = view.row
    return Words(
        facts=view.facts,
        verbatim=view.verbatim,
        told=view.told,
        parents=row.parents,
        parents_why=view.parents_why,
        addressee=row.addressee,
        place=row.place,
    )


def _words(request: StaffRequest) -> Words:
    names = ("facts", "verbatim", "told", "parents", "parents_why", "addressee", "place")
    return Words(**{name: request.POST.get(name, "") for name in names})


def _tell_second(report: SafeguardingReport) -> None:
    second = User.objects.filter(id__in=[report.second_id]).first()
    if second is None:
        return
    with translation.override(second.language):
        address = settings.PUBLIC_URL + reverse("report", kwargs={"conversation_id": report.conversation_id})
        post(
            recipient=second.email,
            subject=_("Maraude: a second reading is asked of you"),
            body=_("A colleague asks you to read a sheet before it is sent: %(address)s") % {"address": address},
        )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
