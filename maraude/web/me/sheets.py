"""What the young person does with a hand-over: change a line, let it go or not, take it back, say if they went."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from maraude.apps.people.models import Person
from maraude.apps.referrals.actions.answer_referral import answer_slot
from maraude.apps.referrals.actions.decide_sheet import PERSON, decline, release, withdraw
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.actions.say_attendance import say_attendance
from maraude.apps.referrals.models import Referral
from maraude.apps.referrals.queries.referrals import referral_view
from maraude.apps.safety.actions.hear_words import hear_words
from maraude.core.attendance import Said
from maraude.core.calendar import appointment_file
from maraude.core.referral import Side
from maraude.core.sheet import LineKind
from maraude.lib import clock
from maraude.web.me.own_page import gesture, shown
from maraude.web.public.forms import read_hour
from maraude.web.referrals.gestures import edit_line
from maraude.web.structure.views import calendar_response

_SAYS = {"said_came": Said.CAME, "said_missed": Said.MISSED, "said_not_yet": Said.NOT_YET}


def referral_of(person: Person, text: str) -> UUID:
    """Return the hand-over that a form of their page names. Raises `Http404` for another's."""
    try:
        wanted = UUID(text)
    except ValueError as error:
        raise Http404 from error
    if not Referral.objects.filter(id=wanted, person_id=person.id).exists():
        raise Http404
    return wanted


@gesture
def line(request: HttpRequest, person: Person) -> str:
    """Strike a line, bring it back, change its words, or add what they want said."""
    referral, conversation = hold(referral_of(person, request.POST.get("referral", "")))
    edit_line(request, referral, side=Side.PERSON, added=LineKind.PERSON_SAYS)
    words = request.POST.get("words", "") if request.POST.get("gesture") in {"add", "change"} else ""
    hear_words(conversation=conversation, text=words, kind="person_wrote_on_page", at=clock.now())
    return f"sheet-{referral.id}"


@gesture
def decide(request: HttpRequest, person: Person) -> str:
    """Let it go, say no, take it back, answer an hour offered, or say whether they went."""
    referral, conversation = hold(referral_of(person, request.POST.get("referral", "")))
    now, wanted = clock.now(), request.POST.get("gesture", "")
    match wanted:
        case "release":
            release(referral=referral, conversation=conversation, at=now)
        case "decline":
            decline(referral=referral, conversation=conversation, at=now)
        case "withdraw":
            withdraw(referral=referral, conversation=conversation, at=now)
        case "accept_slot" | "decline_slot":
            hour = request.POST.get("hour", "")
            picked = read_hour(hour) if hour else None
            answer_slot(
                referral=referral, conversation=conversation, accepts=wanted == "accept_slot", picked=picked, at=now
            )
        case "said_came" | "said_missed" | "said_not_yet":
            say_attendance(referral=referral, conversation=conversation, said=_SAYS[wanted], doer=PERSON, at=now)
        case _:
            raise Http404
    return f"sheet-{referral.id}"


@shown
def appointment(request: HttpRequest, person: Person, referral_id: UUID) -> HttpResponse:
    """Give an appointment as a calendar file, with a title that says nothing."""
    del request
    view = referral_view(referral_of(person, str(referral_id)))
    if view.row.appointment_at is None or not view.is_released:
        raise Http404
    return calendar_response(
        appointment_file(
            uid=str(view.id),
            title=_("Appointment"),
            place=view.place,
            begins_at=view.row.appointment_at,
            at=clock.now(),
        )
    )
