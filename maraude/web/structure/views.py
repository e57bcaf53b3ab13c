"""The structure's page: one screen, no account. Whoever holds the link reads the sheet and answers.

No forgery token: the secret is in the address, nobody else's browser can be made to send it; and no cookie is set.
"""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import Organisation
from maraude.apps.referrals.actions.answer_referral import answer_referral
from maraude.apps.referrals.actions.move_referral import Doer
from maraude.apps.referrals.models import Referral
from maraude.apps.referrals.queries.referrals import referral_view
from maraude.apps.safety.actions.hear_words import hear_words
from maraude.core.calendar import appointment_file
from maraude.core.referral import Side, State
from maraude.lib import clock
from maraude.web.public.forms import read_answer
from maraude.web.public.said import read_said
from maraude.web.structure.opened import SheetLink, by_sheet, page_again, show_sheet


@require_safe
@by_sheet
def page(request: HttpRequest, link: SheetLink) -> HttpResponse:
    """Show the sheet and the answers that are possible now."""
    return show_sheet(request, link)


@csrf_exempt
@require_POST
@by_sheet
def answer(request: HttpRequest, link: SheetLink) -> HttpResponse:
    """Take, offer an appointment, ask, or say no with a reason."""
    said = read_answer(request, time_zone=Organisation.objects.get(id=link.org_id).time_zone)

    def work(referral: Referral, conversation: Conversation) -> None:
        answer_referral(referral=referral, conversation=conversation, answer=said, at=clock.now())
        words = f"{said.words}\n{said.place}".strip()
        hear_words(conversation=conversation, text=words, kind="structure_wrote", at=clock.now())

    return page_again(request, link, work)


@csrf_exempt
@require_POST
@by_sheet
def say(request: HttpRequest, link: SheetLink) -> HttpResponse:
    """Say came, did not come, or has entered."""
    work = read_said(request, doer=Doer(side=Side.STRUCTURE))
    return page_again(request, link, work)


@require_safe
@by_sheet
def appointment(request: HttpRequest, link: SheetLink) -> HttpResponse:
    """Give the appointment as a calendar file: a reference, no name."""
    del request
    view = referral_view(link.subject_id)
    if view.row.appointment_at is None or view.state in {State.WITHDRAWN, State.CANCELLED}:
        raise Http404
    title = _("Appointment %(reference)s") % {"reference": view.row.reference}
    return calendar_response(
        appointment_file(
            uid=str(view.id), title=title, place=view.place, begins_at=view.row.appointment_at, at=clock.now()
        )
    )


def calendar_response(text: str) -> HttpResponse:
    """Return a calendar file to keep."""
    response = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    response.headers["Content-Disposition"] = 'attachment; filename="rendez-vous.ics"'
    return response
