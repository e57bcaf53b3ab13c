"""Adding words to the answer being written, from beside the thread: what was typed stays, nothing is sent."""

from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from maraude.apps.inbox.actions.save_draft import save_draft
from maraude.web.http import StaffRequest
from maraude.web.inbox.doubt import their_language
from maraude.web.inbox.gestures import conversation_or_404
from maraude.web.inbox.screen import thread_context
from maraude.web.inbox.views import is_fragment


def add_to_answer(request: StaffRequest, conversation_id: UUID, words: Callable[[str], str]) -> HttpResponse:
    """Append `words(language)` to the answer, in the language the person last wrote in, and show the thread again."""
    conversation = conversation_or_404(conversation_id)
    context = thread_context(request, conversation_id)
    begun = request.POST.get("text", context["draft"]).rstrip()
    text = words(their_language(context["view"]))
    save_draft(conversation=conversation, user_id=request.user.id, text=f"{begun}\n\n{text}" if begun else text)
    if is_fragment(request):
        return render(request, "inbox/_thread.html", {**thread_context(request, conversation_id), "inserted": True})
    return redirect(f"{reverse('conversation', args=[conversation_id])}#composer")
