"""The three-way thread, as the young person decides it: let advisers write, answer them, end it."""

from __future__ import annotations

from django.http import Http404, HttpRequest

from maraude.apps.people.models import Person
from maraude.apps.referrals.actions.answer_guest import answer_guest
from maraude.apps.referrals.actions.decide_sheet import PERSON
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.actions.warm_thread import close_warm, open_warm
from maraude.apps.safety.actions.hear_words import hearing
from maraude.lib import clock
from maraude.web.me.own_page import gesture
from maraude.web.me.sheets import referral_of


@gesture
def guest(request: HttpRequest, person: Person) -> str:
    """Open it, answer, or end it."""
    referral, conversation = hold(referral_of(person, request.POST.get("referral", "")))
    now = clock.now()
    match request.POST.get("gesture", ""):
        case "open":
            open_warm(referral=referral, conversation=conversation, doer=PERSON, at=now)
        case "answer":
            hear = hearing(conversation=conversation, kind="person_wrote_on_page", at=now)
            words = request.POST.get("words", "")
            answer_guest(referral=referral, conversation=conversation, words=words, hear=hear, at=now)
        case "close":
            close_warm(referral=referral, conversation=conversation, doer=PERSON, at=now)
        case _:
            raise Http404
    return f"sheet-{referral.id}"
