"""« Où en est-on ? »: the path of a person in the thread, said and taken back in two taps."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpResponse
from django.views.decorators.http import require_POST

from maraude.apps.people.actions.note_age_band import note_age_band
from maraude.apps.people.actions.note_newness import note_newness
from maraude.apps.people.actions.record_step import record_step
from maraude.apps.people.actions.take_back_step import take_back_step
from maraude.core.age import AgeBand
from maraude.core.path import Newness, Step
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.inbox.gestures import conversation_or_404, thread_again
from maraude.web.inbox.path_block import EXITS, LATER, SOON
from maraude.web.staff import reads_content


@require_POST
@reads_content
def step(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Record a step that a person may say, or take one back."""
    conversation, said = conversation_or_404(conversation_id), request.POST.get("step", "")
    by, now = request.user.id, clock.now()
    if request.POST.get("gesture") == "take_back" and said in set(Step):
        take_back_step(person_id=conversation.person_id, step=Step(said), by_user_id=by, at=now)
    elif said in {*SOON, *LATER, *EXITS}:
        record_step(
            person_id=conversation.person_id,
            step=Step(said),
            at=now,
            by_user_id=by,
            conversation_id=conversation_id,
        )
    else:
        raise Http404
    return thread_again(request, conversation_id)


@require_POST
@reads_content
def newness(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Keep whether services already knew the person; an empty answer asks again."""
    conversation, said = conversation_or_404(conversation_id), request.POST.get("answer", "")
    if said and said not in set(Newness):
        raise Http404
    note_newness(person_id=conversation.person_id, answer=Newness(said) if said else None, by_user_id=request.user.id)
    return thread_again(request, conversation_id)


@require_POST
@reads_content
def age(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Keep the band of the age that was said."""
    conversation, said = conversation_or_404(conversation_id), request.POST.get("band", "")
    if said not in set(AgeBand):
        raise Http404
    note_age_band(person_id=conversation.person_id, band=AgeBand(said), by_user_id=request.user.id)
    return thread_again(request, conversation_id)
