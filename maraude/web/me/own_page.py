"""The young person's page, found by its address: whose it is, the page again after a gesture, a refusal said on it.

No forgery token: the secret is in the address, nobody else's browser can be made to send it; and no cookie is set.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from typing import Concatenate, cast

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from maraude.apps.inbox.models import Message
from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.orgs.queries.access_links import OpenLink
from maraude.apps.people.models import CodeWord, Person
from maraude.apps.privacy.actions.correct_fact import STATUSES
from maraude.apps.privacy.queries.kept import Kept, kept_of, person_of_page
from maraude.apps.privacy.queries.ledger import ledger_of
from maraude.apps.referrals.models import Referral, SheetLine
from maraude.apps.referrals.queries.referrals import ReferralView
from maraude.apps.referrals.queries.sheets import SheetLineView, sheet_lines
from maraude.apps.referrals.queries.warm import advisers_of, warm_view
from maraude.core.errors import Refused
from maraude.core.referral import ATTENDED, Gesture, State
from maraude.lib import clock
from maraude.web.me.word import ask_word, word_is_asked
from maraude.web.public.language import chosen_language, in_their_language
from maraude.web.public.links import LinkedView, by_link
from maraude.web.refusals import sentence_for_them

type OwnView[**P] = Callable[Concatenate[HttpRequest, Person, P], HttpResponse]
_NOT_THEIRS = (Message.DoesNotExist, Referral.DoesNotExist, SheetLine.DoesNotExist)
_ASKS = {State.TAKEN, State.SLOT_OFFERED, State.EXPIRED, *ATTENDED}
_SHOWN = 50


def by_own_page[**P](view: OwnView[P]) -> Callable[..., HttpResponse]:
    """Give the view the person whose page it is; answer 404 alike for everything else."""

    @wraps(view)
    def opened(request: HttpRequest, link: OpenLink, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        person = person_of_page(link.subject_id)
        if person is None:
            raise Http404
        token = token_of(request)
        if word_is_asked(person, link, token):
            return ask_word(request, token, is_page=view.__name__ == "page")
        return view(request, person, *args, **kwargs)

    return in_their_language(by_link(LinkKind.ME)(cast("LinkedView[P]", opened)))


def shown[**P](view: OwnView[P]) -> Callable[..., HttpResponse]:
    """Serve a part of the page that is read."""
    return require_safe(by_own_page(view))


def gesture[**P](work: Callable[Concatenate[HttpRequest, Person, P], str]) -> Callable[..., HttpResponse]:
    """Do something for the person, in one piece, and show the page again at the part that `work` names.

    A refusal is said on the page, and what was typed stays.
    """

    @wraps(work)
    def done(request: HttpRequest, person: Person, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        try:
            with transaction.atomic():
                part = work(request, person, *args, **kwargs)
        except _NOT_THEIRS as error:
            raise Http404 from error
        except Refused as refusal:
            kept = request.POST.get("words", "") or request.POST.get("value", "")
            return show(request, person, refusal=sentence_for_them(refusal), kept=kept)
        response = redirect("me", token=token_of(request))
        language = chosen_language(request)
        response.headers["Location"] += f"?done=yes{f'&lang={language}' if language else ''}#{part}"
        return response

    return csrf_exempt(require_POST(by_own_page(cast("OwnView[P]", done))))


def token_of(request: HttpRequest) -> str:
    """Return the code of the address."""
    return str(request.resolver_match.kwargs["token"]) if request.resolver_match else ""


def show(request: HttpRequest, person: Person, *, refusal: str = "", kept: str = "") -> HttpResponse:
    """Show the page."""
    found, language = kept_of(person), chosen_language(request)
    context = {
        "kept": found,
        "person": person,
        "token": token_of(request),
        "organisation": Organisation.objects.get(id=person.org_id),
        "sheets": [_sheet(view) for view in found.handovers],
        "facts": _facts(found),
        "ledger": ledger_of(person.id),
        "has_word": CodeWord.objects.filter(person_id=person.id).exists(),
        "statuses": STATUSES,
        "messages_shown": found.theirs[:_SHOWN],
        "more": max(0, len(found.theirs) - _SHOWN),
        "refusal": refusal,
        "typed": kept,
        "done": request.GET.get("done", ""),
        "asked_language": language,
        "other_language": "en" if get_language() == "fr" else "fr",
        "lang_query": f"?lang={language}" if language else "",
    }
    return render(request, "me/page.html", context, status=409 if refusal else 200)


def _sheet(view: ReferralView) -> dict[str, object]:
    lines: list[SheetLineView] = sheet_lines(view.row)
    return {
        "handover": view,
        "lines": lines,
        "leaving": [line for line in lines if not line.is_struck],
        "words_key": f"me_is_{view.row.state}",
        "is_theirs": view.state is State.PROPOSED,
        "asks": _may_have_gone(view),
        "times": _times(view),
        "may_withdraw": view.may(Gesture.WITHDRAW),
        "warm": warm_view(view.row, at=clock.now()),
        "advisers": advisers_of(view.row),
    }


def _may_have_gone(view: ReferralView) -> bool:
    """Ask only once it can have happened: after the hour, or when they have said something of it."""
    if view.row.person_says:
        return view.state is not State.ENTERED
    appointment = view.row.appointment_at
    return view.state in _ASKS and view.state is not State.ENTERED and (not appointment or appointment <= clock.now())


def _times(view: ReferralView) -> list[datetime]:
    """Return the hours to choose from, when there are several and none was picked."""
    times = [hour for hour in view.row.offered_times if hour > clock.now()]
    is_open = view.state is State.SLOT_OFFERED and view.row.agreed_at is None and len(view.row.offered_times) > 1
    return times if is_open else []


def _facts(found: Kept) -> list[dict[str, object]]:
    place = found.facts.get("place") or {}
    values = {
        "age": str(found.facts.get("age") or ""),
        "place": place.get("text") or "",
        "status": found.facts.get("status") or "",
        "since": found.facts.get("since") or "",
    }
    return [{"name": name, "label": f"fact_{name}", "value": value} for name, value in values.items()]
