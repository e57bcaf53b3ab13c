"""What a worker does with proposals in a thread: choose where to look, put a place in the answer."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from maraude.apps.directory.actions.seek_place import UnknownCommune, forget_place, seek_place
from maraude.apps.directory.queries.cards import service_card
from maraude.apps.directory.queries.places import begin_with, find_place
from maraude.apps.inbox.models import Conversation
from maraude.core.orientation.card_text import card_text
from maraude.web.http import StaffRequest
from maraude.web.inbox.answer import add_to_answer
from maraude.web.inbox.screen import thread_context
from maraude.web.inbox.views import is_fragment
from maraude.web.refusals import sentence
from maraude.web.staff import reads_content


def _conversation(conversation_id: UUID) -> Conversation:
    try:
        return Conversation.objects.get(id=conversation_id)
    except Conversation.DoesNotExist as error:
        raise Http404 from error


@require_POST
@reads_content
def place(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Look around a commune: the one chosen, or the one whose name was typed when there is no doubt about it."""
    conversation = _conversation(conversation_id)
    if request.POST.get("forget"):
        forget_place(conversation=conversation)
        return _again(request, conversation_id)
    typed = request.POST.get("place", "")
    insee = request.POST.get("insee") or _only(typed)
    if not insee:
        return _ask(request, conversation_id, typed)
    try:
        seek_place(conversation=conversation, insee=insee, by_user_id=request.user.id)
    except UnknownCommune as refusal:
        messages.error(request, sentence(refusal))
    return _again(request, conversation_id)


@require_POST
@reads_content
def place_choices(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """List the communes that what is being typed may mean."""
    conversation = _conversation(conversation_id)
    choices = begin_with(request.POST.get("place", ""))
    return render(request, "directory/_place_choices.html", {"choices": choices, "conversation": conversation})


@require_POST
@reads_content
def insert_card(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Add a place, in plain words, to the answer being written. Nothing is sent."""
    card = service_card(service_id=request.POST.get("service_id", ""))
    if card is None:
        raise Http404
    return add_to_answer(request, conversation_id, lambda language: card_text(card, language=language))


def _only(typed: str) -> str:
    """Return the commune that was typed, when it can be no other."""
    found = find_place(typed)
    is_sure = found.territory is not None and not {"place_named", "place_postal"} & {one.code for one in found.doubts}
    return found.territory.insee if found.territory is not None and is_sure else ""


def _ask(request: StaffRequest, conversation_id: UUID, typed: str) -> HttpResponse:
    found = {"choices": begin_with(typed), "typed": typed, "asks_place": True}
    if is_fragment(request):
        return render(request, "inbox/_thread.html", {**thread_context(request, conversation_id), **found})
    return render(request, "directory/place.html", {**found, "conversation": _conversation(conversation_id)})


def _again(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    if is_fragment(request):
        return render(request, "inbox/_thread.html", thread_context(request, conversation_id))
    return redirect("conversation", conversation_id=conversation_id)
