"""A hand-over as a worker follows it: prepared from a thread, sent to the young person, followed to its end."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.directory.queries.cards import service_card
from maraude.apps.inbox.actions.save_draft import save_draft
from maraude.apps.inbox.models import Conversation
from maraude.apps.people.models import CodeWord, Person
from maraude.apps.people.vault import Erased
from maraude.apps.referrals.actions.mail_structure import letter_email, structure_page
from maraude.apps.referrals.actions.prepare_referral import prepare_referral
from maraude.apps.referrals.models import Referral
from maraude.apps.referrals.queries.partners import agreement_with
from maraude.apps.referrals.queries.question import check_of, times_of
from maraude.apps.referrals.queries.referrals import ReferralView, referral_view
from maraude.apps.referrals.queries.sheets import lines_for_structure, referral_events, sheet_lines
from maraude.apps.referrals.queries.warm import advisers_of, held_words, passable, warm_view
from maraude.core.attendance import Outcome
from maraude.core.errors import Refused
from maraude.core.partner_state import partner_state
from maraude.core.referral import Gesture, Reason, Side, State
from maraude.core.referral_text import proposal_text, question_text
from maraude.core.sheet import LineKind
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.referrals.picture import square_code
from maraude.web.refusals import sentence
from maraude.web.staff import reads_content

_UNDER_15 = {str(age) for age in range(15)}


def conversation_or_404(conversation_id: UUID) -> Conversation:
    """Return a conversation of this association."""
    try:
        return Conversation.objects.get(id=conversation_id)
    except Conversation.DoesNotExist as error:
        raise Http404 from error


def referral_or_404(conversation_id: UUID, referral_id: UUID) -> ReferralView:
    """Return a hand-over of this conversation."""
    try:
        view = referral_view(referral_id)
    except Referral.DoesNotExist as error:
        raise Http404 from error
    if view.row.conversation_id != conversation_id:
        raise Http404
    return view


@require_POST
@reads_content
def propose(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Prepare a sheet for a service, then show it; nothing has left yet."""
    conversation, note = conversation_or_404(conversation_id), request.POST.get("note", "")
    card = service_card(service_id=request.POST.get("service_id", ""))
    if card is None:
        messages.error(request, _("This service is not in the directory any more: choose another one."))
        return redirect("conversation", conversation_id=conversation_id)
    try:
        referral = prepare_referral(
            conversation=conversation, card=card, note=note, by_user_id=request.user.id, at=clock.now()
        )
    except Refused as refusal:
        if note.strip() and not isinstance(refusal, Erased):
            save_draft(conversation=conversation, user_id=request.user.id, text=note)
        messages.error(request, sentence(refusal))
        return redirect("conversation", conversation_id=conversation_id)
    return redirect("handover", conversation_id=conversation_id, referral_id=referral.id)


@require_GET
@reads_content
def handover_page(request: StaffRequest, conversation_id: UUID, referral_id: UUID) -> HttpResponse:
    """Show a hand-over: the sheet, what may be done now, and what happened."""
    return render(request, "referrals/page.html", handover_context(referral_or_404(conversation_id, referral_id)))


def handover_context(view: ReferralView) -> dict[str, Any]:
    """Return everything the page of a hand-over shows."""
    lines = sheet_lines(view.row)
    return {
        "handover": view,
        "person": Person.objects.get(id=view.row.person_id),
        "conversation_id": view.row.conversation_id,
        "lines": lines,
        "events": referral_events(view.row),
        "is_open_sheet": view.state is State.PREPARED,
        "is_under_15": any(line.kind is LineKind.AGE and line.words in _UNDER_15 for line in lines),
        "may": {gesture.value: view.may(gesture) for gesture in Gesture},
        "proposal": proposal_text(get_language() or "fr"),
        "structure_url": structure_page(view.row),
        "reasons": list(Reason),
        "today": timezone.localdate(clock.now()).isoformat(),
        "outcomes": list(Outcome),
        "check": check_of(view.row, side=Side.WORKER, at=clock.now()),
        "asks": _asks(view),
        "times": times_of(view.row) if view.state is State.SLOT_OFFERED and not view.row.agreed_at else [],
        "warm": warm_view(view.row, at=clock.now()),
        "held": held_words(view.row),
        "passable": passable(view.row),
        "advisers": advisers_of(view.row),
        "letter_email": letter_email(view.row, at=clock.now()),
        "agreement": agreement_with(view.row.structure_id, on=clock.now().date()),
        "has_word": CodeWord.objects.filter(person_id=view.row.person_id).exists(),
        "partner_state": partner_state(view.state),
        "question": question_text(get_language() or "fr", is_missed=view.state is State.MISSED),
    }


def _asks(view: ReferralView) -> bool:
    """Say whether a worker may ask the young person: after the hour, after a missed one, or without any hour."""
    appointment = view.row.appointment_at
    is_past = appointment is not None and appointment <= clock.now()
    return view.state is State.MISSED or (
        view.state in {State.TAKEN, State.SLOT_OFFERED} and (is_past or not appointment)
    )


@require_GET
@reads_content
def print_page(request: StaffRequest, conversation_id: UUID, referral_id: UUID) -> HttpResponse:
    """Show what the structure reads, on paper, with the link as a square code; nothing before the release."""
    view = referral_or_404(conversation_id, referral_id)
    url = structure_page(view.row)
    if url is None:
        raise Http404
    context = {"handover": view, "lines": lines_for_structure(view.row), "url": url, "square": square_code(url)}
    return render(request, "referrals/print.html", {**context, "organisation": request.organisation})
