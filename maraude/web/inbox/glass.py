"""Opening what is not one's business, with a reason that two people read at once; and who opened what."""

from __future__ import annotations

from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.break_glass import Opened, break_glass
from maraude.apps.privacy.queries.access import access_to
from maraude.apps.privacy.queries.journal import latest_readings, readings_of
from maraude.core.access import Verdict
from maraude.core.errors import Refused
from maraude.lib import clock
from maraude.web.accounts.post import post
from maraude.web.accounts.step_up import freshly
from maraude.web.http import StaffRequest
from maraude.web.inbox.gestures import conversation_or_404
from maraude.web.refusals import sentence
from maraude.web.staff import reads_content, sees_journal


@require_POST
@reads_content
@freshly
def break_it(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Open a conversation for an hour and tell two people."""
    conversation = conversation_or_404(conversation_id)
    if access_to(conversation_id, at=clock.now()) is not Verdict.NEEDS_REASON:
        return redirect("conversation", conversation_id=conversation_id)
    try:
        opened = break_glass(
            conversation=conversation,
            reason=request.POST.get("reason", ""),
            by_user_id=request.user.id,
            at=clock.now(),
        )
    except Refused as refusal:
        messages.error(request, sentence(refusal))
    else:
        _tell(opened, by=str(request.user))
    return redirect("conversation", conversation_id=conversation_id)


@require_GET
@reads_content
def readers(request: StaffRequest, conversation_id: UUID) -> HttpResponse:
    """Show who opened a conversation."""
    conversation = conversation_or_404(conversation_id)
    context = {
        "conversation": conversation,
        "person": Person.objects.get(id=conversation.person_id),
        "readings": readings_of(conversation_id),
    }
    return render(request, "inbox/readers.html", context)


@require_GET
@sees_journal
def journal(request: StaffRequest) -> HttpResponse:
    """Show the latest openings to the whole team: nobody watches in secret."""
    return render(request, "inbox/journal.html", {"readings": latest_readings()})


def _tell(opened: Opened, *, by: str) -> None:
    for user in opened.to_tell:
        with translation.override(user.language):
            address = f"{settings.PUBLIC_URL}/c/{opened.glass.conversation_id}/readers"
            post(
                recipient=user.email,
                subject=_("Maraude: a conversation was opened with a reason"),
                body=_("%(by)s opened a conversation that is not theirs, for an hour. See who and why: %(address)s")
                % {"by": by, "address": address},
            )
