"""What a worker does with a hand-over: each gesture is a form, an action, and the page again."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from maraude.apps.audit.actions.record import user_actor
from maraude.apps.inbox.models import Conversation
from maraude.apps.people.actions.code_word import forget_code_word
from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.close_page import close_page
from maraude.apps.referrals.actions.answer_referral import answer_referral, answer_slot, reply_to_structure
from maraude.apps.referrals.actions.decide_sheet import agree_orally, cancel
from maraude.apps.referrals.actions.edit_sheet import add_line, change_line, strike_line
from maraude.apps.referrals.actions.move_referral import Doer, hold
from maraude.apps.referrals.actions.send_sheet import send_sheet
from maraude.apps.referrals.actions.write_to_person import ask_with_one_touch
from maraude.apps.referrals.models import Referral, SheetLine
from maraude.core.errors import Refused
from maraude.core.referral import Side
from maraude.core.sheet import LineKind
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.public.forms import read_answer, read_hour
from maraude.web.public.said import read_said
from maraude.web.referrals.views import handover_context, referral_or_404
from maraude.web.refusals import sentence
from maraude.web.staff import reads_content

type Work = Callable[[Referral, Conversation], object]


def do_work(
    request: StaffRequest, conversation_id: UUID, referral_id: UUID, work: Work, *, kept: str = ""
) -> HttpResponse:
    """Hold the hand-over, do the work, show the page; a refusal is said, and what was typed stays in its field."""
    referral_or_404(conversation_id, referral_id)
    try:
        with transaction.atomic():
            work(*hold(referral_id))
    except SheetLine.DoesNotExist as error:
        raise Http404 from error
    except Refused as refusal:
        if kept:
            context = handover_context(referral_or_404(conversation_id, referral_id))
            return render(request, "referrals/page.html", context | {"refusal": sentence(refusal), "kept": kept})
        messages.error(request, sentence(refusal))
    return redirect("handover", conversation_id=conversation_id, referral_id=referral_id)


@require_POST
@reads_content
def edit(request: StaffRequest, conversation_id: UUID, referral_id: UUID) -> HttpResponse:
    """Change, strike, bring back or add a line before the sheet is sent."""
    words = request.POST.get("words", "")

    def work(referral: Referral, conversation: Conversation) -> None:
        del conversation
        edit_line(request, referral, side=Side.WORKER, added=LineKind.WORKER_SAYS)

    return do_work(request, conversation_id, referral_id, work, kept=words)


def edit_line(request: HttpRequest, referral: Referral, *, side: Side, added: LineKind) -> None:
    """Do what a form about one line asks for. Raises `Refused`, or `SheetLine.DoesNotExist`."""
    now, words = clock.now(), request.POST.get("words", "")
    if request.POST.get("gesture") == "add":
        add_line(referral=referral, kind=added, words=words, side=side, at=now)
        return
    try:
        line_id = UUID(request.POST.get("line", ""))
    except ValueError as error:
        raise SheetLine.DoesNotExist from error
    match request.POST.get("gesture"):
        case "change":
            change_line(referral=referral, line_id=line_id, words=words, side=side, at=now)
        case "strike" | "restore" as gesture:
            strike_line(referral=referral, line_id=line_id, is_struck=gesture == "strike", side=side, at=now)
        case _:
            raise SheetLine.DoesNotExist


@require_POST
@reads_content
def send(request: StaffRequest, conversation_id: UUID, referral_id: UUID) -> HttpResponse:
    """Send the sheet's address to the young person, in their own channel, with the worker's words."""
    text = request.POST.get("text", "")
    key = f"sheet-{referral_id}-{request.POST.get('key', '')}"[:80]

    def work(referral: Referral, conversation: Conversation) -> None:
        send_sheet(
            referral=referral,
            conversation=conversation,
            text=text,
            by_user_id=request.user.id,
            idempotency_key=key,
            at=clock.now(),
        )

    return do_work(request, conversation_id, referral_id, work, kept=text)


@require_POST
@reads_content
def do(request: StaffRequest, conversation_id: UUID, referral_id: UUID) -> HttpResponse:
    """Note an oral agreement, take the hand-over back, or answer the structure's question."""
    words = request.POST.get("words", "")

    def work(referral: Referral, conversation: Conversation) -> None:
        by, now = request.user.id, clock.now()
        match request.POST.get("gesture"):
            case "agree_orally":
                agree_orally(referral=referral, conversation=conversation, by_user_id=by, at=now)
            case "cancel":
                cancel(referral=referral, conversation=conversation, by_user_id=by, at=now)
            case "close_page":
                person = Person.objects.get(id=referral.person_id)
                close_page(person=person, actor=user_actor(by), at=now)
            case "forget_word":
                forget_code_word(person=Person.objects.get(id=referral.person_id), actor=user_actor(by))
            case "accept_slot" | "decline_slot" as said:
                accepts, picked = said == "accept_slot", read_hour(request.POST.get("hour", ""))
                answer_slot(
                    referral=referral,
                    conversation=conversation,
                    accepts=accepts,
                    picked=picked if accepts else None,
                    by_user_id=by,
                    at=now,
                )
            case "reply":
                reply_to_structure(referral=referral, conversation=conversation, words=words, by_user_id=by, at=now)
            case _:
                raise Http404

    return do_work(request, conversation_id, referral_id, work, kept=words)


@require_POST
@reads_content
def note_answer(request: StaffRequest, conversation_id: UUID, referral_id: UUID) -> HttpResponse:
    """Write down what the structure answered by telephone; the worker's name goes with it."""
    answer = read_answer(request, time_zone=request.organisation.time_zone)

    def work(referral: Referral, conversation: Conversation) -> None:
        answer_referral(
            referral=referral, conversation=conversation, answer=answer, at=clock.now(), by_user_id=request.user.id
        )

    return do_work(request, conversation_id, referral_id, work)


@require_POST
@reads_content
def note_attendance(request: StaffRequest, conversation_id: UUID, referral_id: UUID) -> HttpResponse:
    """Write down whether the appointment took place, as a worker knows it: it settles a contradiction."""
    work = read_said(request, doer=Doer(side=Side.WORKER, user_id=request.user.id))
    return do_work(request, conversation_id, referral_id, work)


@require_POST
@reads_content
def ask(request: StaffRequest, conversation_id: UUID, referral_id: UUID) -> HttpResponse:
    """Send the young person a question with one touch: how it went, or another time after a missed one."""
    text = request.POST.get("text", "")
    key = f"ask-{referral_id}-{request.POST.get('key', '')}"[:80]

    def work(referral: Referral, conversation: Conversation) -> None:
        ask_with_one_touch(
            referral=referral,
            conversation=conversation,
            text=text,
            by_user_id=request.user.id,
            idempotency_key=key,
            at=clock.now(),
        )

    return do_work(request, conversation_id, referral_id, work, kept=text)
