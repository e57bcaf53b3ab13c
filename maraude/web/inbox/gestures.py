"""What a worker does in a thread: each gesture is a form, an action, and the thread again."""

from __future__ import annotations

from contextlib import suppress
from datetime import timedelta
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from maraude.apps.inbox.actions.decide_need import decide_need
from maraude.apps.inbox.actions.invite_privately import invite_privately
from maraude.apps.inbox.actions.move_conversation import assign, close, reopen, snooze
from maraude.apps.inbox.actions.save_draft import save_draft
from maraude.apps.inbox.actions.send_message import UNDO_S, send_message
from maraude.apps.inbox.actions.undo_send import undo_send
from maraude.apps.inbox.actions.write_note import write_note
from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.people.vault import Erased
from maraude.apps.safety.actions.settle_concern import settle_concern
from maraude.apps.safety.queries.alerts import alert_of
from maraude.core.errors import Refused
from maraude.core.need import Need
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.inbox.screen import thread_context
from maraude.web.inbox.views import is_fragment
from maraude.web.refusals import sentence
from maraude.web.staff import reads_content

_SNOOZES = {
    "hour": timedelta(hours=1),
    "tomorrow": timedelta(hours=18),
    "days": timedelta(days=3),
    "week": timedelta(days=7),
}


def conversation_or_404(conversation_id: UUID) -> Conversation:
    try:
        return Conversation.objects.get(id=conversation_id)
    except Conversation.DoesNotExist as error:
        raise Http404 from error


def thread_again(
    request: StaffRequest, conversation_id: UUID, refusal: Refused | None = None, kept: str = ""
) -> HttpResponse:
    """Show the thread after a gesture; a refusal is said and what was typed is kept."""
    if is_fragment(request):
        context = thread_context(request, conversation_id)
        if refusal is not None:
            context |= {"refusal": sentence(refusal), "draft": kept or context["draft"]}
        return render(request, "inbox/_thread.html", context)
    if refusal is not None:
        messages.error(request, sentence(refusal))
    return redirect("conversation", conversation_id=conversation_id)


@require_POST
@reads_content
def reply(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Send an answer, five seconds from now so that it can be taken back; or leave a note for colleagues."""
    conversation, text = conversation_or_404(conversation_id), request.POST.get("text", "")
    try:
        if request.POST.get("as") == "note":
            write_note(conversation=conversation, text=text, author_id=request.user.id)
        else:
            key = f"{request.user.id}-{request.POST.get('key', '')}"[:80]
            send_message(
                conversation=conversation, text=text, author_id=request.user.id, idempotency_key=key, delay_s=UNDO_S
            )
    except Refused as refusal:
        if text.strip():
            _keep(request, conversation, text)
        return thread_again(request, conversation_id, refusal, text)
    return thread_again(request, conversation_id)


@require_POST
@reads_content
def undo(request: StaffRequest, conversation_id: UUID, message_id: UUID) -> HttpResponse:
    """Take an answer back before it leaves; its words return to the box."""
    conversation = conversation_or_404(conversation_id)
    try:
        text = undo_send(message_id=message_id, author_id=request.user.id)
    except Refused as refusal:
        return thread_again(request, conversation_id, refusal)
    save_draft(conversation=conversation, user_id=request.user.id, text=text)
    return thread_again(request, conversation_id)


@require_POST
@reads_content
def draft(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Keep an answer begun."""
    _keep(request, conversation_or_404(conversation_id), request.POST.get("text", ""))
    return HttpResponse(status=204)


def _keep(request: StaffRequest, conversation: Conversation, text: str) -> None:
    with suppress(Erased):  # nothing is kept about a person who was erased; the page still shows what was typed
        save_draft(conversation=conversation, user_id=request.user.id, text=text)


@require_POST
@reads_content
def decide(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Confirm, dismiss or add a need."""
    need = request.POST.get("need", "")
    try:
        message = Message.objects.get(id=UUID(request.POST.get("message", "")), conversation_id=conversation_id)
    except (Message.DoesNotExist, ValueError) as error:
        raise Http404 from error
    try:
        if need in set(Need):
            decide_need(
                message_id=message.id,
                need=Need(need),
                decision=request.POST.get("decision", ""),
                by_user_id=request.user.id,
            )
    except Refused as refusal:
        return thread_again(request, conversation_id, refusal)
    return thread_again(request, conversation_id)


@require_POST
@reads_content
def move(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Assign, hand back, put off, close or reopen."""
    conversation = conversation_or_404(conversation_id)
    try:
        _move(request, conversation)
    except Refused as refusal:
        return thread_again(request, conversation_id, refusal)
    if request.POST.get("gesture") == "close" and not is_fragment(request):
        messages.success(request, _("Closed. It comes back by itself if the person writes again."))
    return thread_again(request, conversation_id)


def _move(request: StaffRequest, conversation: Conversation) -> None:
    by, chosen = request.user.id, request.POST.get("value", "")
    match request.POST.get("gesture"):
        case "take":
            assign(conversation=conversation, to_user_id=by, by_user_id=by)
        case "assign":
            assign(conversation=conversation, to_user_id=int(chosen) if chosen.isdecimal() else None, by_user_id=by)
        case "snooze" if chosen in _SNOOZES:
            snooze(conversation=conversation, until=clock.now() + _SNOOZES[chosen], by_user_id=by)
        case "close":
            has_alert = alert_of(conversation.id) is not None
            close(conversation=conversation, outcome=chosen, by_user_id=by, at=clock.now(), has_open_alert=has_alert)
        case "reopen":
            reopen(conversation=conversation, by_user_id=by)
        case _:
            raise Http404


@require_POST
@reads_content
def settle(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Take a conversation off the watch list, with the reason."""
    conversation = conversation_or_404(conversation_id)
    try:
        settle_concern(conversation=conversation, by_user_id=request.user.id, reason=request.POST.get("reason", ""))
    except Refused as refusal:
        return thread_again(request, conversation_id, refusal)
    return thread_again(request, conversation_id)


@require_POST
@reads_content
def invite(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Leave the invitation to write in private, where others read."""
    conversation = conversation_or_404(conversation_id)
    _keep(request, conversation, request.POST.get("text", ""))
    invite_privately(conversation=conversation, at=clock.now())
    return thread_again(request, conversation_id)
