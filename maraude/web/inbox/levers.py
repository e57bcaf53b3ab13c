"""Putting the words of a suggestion in the answer: one gesture, and nothing is sent by itself."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from maraude.apps.levers.queries.library import library
from maraude.core.lever import Suggestion
from maraude.web.http import StaffRequest
from maraude.web.inbox.answer import add_to_answer
from maraude.web.staff import reads_content


@require_POST
@reads_content
def insert_lever(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Add the words of a suggestion to the answer being written. Nothing is sent."""
    wanted = request.POST.get("suggestion", "")

    def words(language: str) -> str:
        found = _found(library(language=language), wanted)
        if found is None:
            raise Http404
        return found.words

    return add_to_answer(request, conversation_id, words)


def _found(suggestions: Sequence[Suggestion], wanted: str) -> Suggestion | None:
    return next((one for one in suggestions if one.id == wanted), None)
