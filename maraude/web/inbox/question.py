"""Putting the suggested question in the answer: one gesture, and nothing is sent by itself."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from maraude.core.need import Need
from maraude.web.http import StaffRequest
from maraude.web.inbox.answer import add_to_answer
from maraude.web.inbox.doubt import question_text
from maraude.web.staff import reads_content


@require_POST
@reads_content
def insert_question(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Add the question about a need to the answer being written. Nothing is sent."""
    need = request.POST.get("need", "")
    if need not in set(Need):
        raise Http404
    return add_to_answer(request, conversation_id, lambda language: question_text(Need(need), language))
