"""The structure's page, found by its address: the first link, or that of a colleague whom the structure invited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from typing import Concatenate, cast
from uuid import UUID

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.orgs.queries.access_links import OpenLink, open_link
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.models import Adviser, Referral
from maraude.apps.referrals.queries.question import check_of
from maraude.apps.referrals.queries.referrals import ReferralView, referral_view
from maraude.apps.referrals.queries.sheets import EventView, lines_for_structure, referral_events
from maraude.apps.referrals.queries.warm import advisers_of, warm_view
from maraude.core.attendance import Outcome
from maraude.core.errors import Refused
from maraude.core.partner_state import partner_state
from maraude.core.referral import Gesture, Reason, Side, State
from maraude.lib import clock
from maraude.web.public.links import LinkedView, by_link
from maraude.web.refusals import sentence

_FOR_THEIR_EYES = {
    *("ask", "reply", "take", "offer_slot", "refuse", "accept_slot", "decline_slot", "wants_another"),
    *("invited", "uninvited", "warm_open", "warm_close"),
}
_SAID = {"yes", "sent", "held", "not_sent"}


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetLink:
    """Whose sheet an address opens; `adviser_id` is None for the first link."""

    org_id: int
    subject_id: UUID
    adviser_id: UUID | None = None


type SheetView[**P] = Callable[Concatenate[HttpRequest, SheetLink, P], HttpResponse]


def by_sheet[**P](view: SheetView[P]) -> Callable[..., HttpResponse]:
    """Give the view the sheet that its `token` opens; answer 404 alike to guessed, old and revoked codes."""

    def as_structure(request: HttpRequest, link: OpenLink, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        return view(request, SheetLink(org_id=link.org_id, subject_id=link.subject_id), *args, **kwargs)

    def as_adviser(request: HttpRequest, link: OpenLink, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        row = Adviser.objects.filter(id=link.subject_id).first()
        if row is None:
            raise Http404
        opened = SheetLink(org_id=link.org_id, subject_id=row.referral_id, adviser_id=row.id)
        return view(request, opened, *args, **kwargs)

    first = by_link(LinkKind.STRUCTURE)(cast("LinkedView[P]", as_structure))
    invited = by_link(LinkKind.ADVISER)(cast("LinkedView[P]", as_adviser))

    @wraps(view)
    def opened(request: HttpRequest, token: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        is_invited = open_link(token, kind=LinkKind.ADVISER) is not None
        return (invited if is_invited else first)(request, token, *args, **kwargs)

    return opened


def show_sheet(
    request: HttpRequest, link: SheetLink, refusal: Refused | None = None, kept: str = "", invited_url: str = ""
) -> HttpResponse:
    """Show the sheet and the answers that are possible now. `invited_url`: a colleague's address, shown this once."""
    view, now = referral_view(link.subject_id), clock.now()
    is_open = view.state not in {State.WITHDRAWN, State.CANCELLED}
    said = request.GET.get("said", "")
    context = {
        "handover": view,
        "is_open": is_open,
        "token": _token(request),
        "organisation": Organisation.objects.get(id=link.org_id),
        "lines": lines_for_structure(view.row),
        "events": _theirs(view) if is_open else [],
        "may": {gesture.value: view.may(gesture) for gesture in Gesture},
        "reasons": list(Reason),
        "today": timezone.localdate(now).isoformat(),
        "outcomes": list(Outcome),
        "check": check_of(view.row, side=Side.STRUCTURE, at=now),
        "partner_state": partner_state(view.state),
        "warm": warm_view(view.row, at=now),
        "advisers": advisers_of(view.row),
        "is_first": link.adviser_id is None,
        "may_invite": is_open and view.state is not State.EXPIRED,
        "invited_url": invited_url,
        "refusal": sentence(refusal) if refusal else "",
        "kept": kept,
        "said": said if said in _SAID else "",
    }
    return render(request, "structure/page.html", context, status=409 if refusal else 200)


def page_again(
    request: HttpRequest, link: SheetLink, work: Callable[[Referral, Conversation], object], *, said: str = "yes"
) -> HttpResponse:
    """Do the work in one piece and show the page again; a refusal is said, and what was typed stays.

    Work that returns a word says it on the page in place of `said`.
    """
    try:
        with transaction.atomic():
            done = work(*hold(link.subject_id))
    except Refused as refusal:
        return show_sheet(request, link, refusal, request.POST.get("words", ""))
    response = redirect("structure", token=_token(request))
    response.headers["Location"] += f"?said={done if done in _SAID else said}"
    return response


def _token(request: HttpRequest) -> str:
    return str((request.resolver_match.kwargs if request.resolver_match else {})["token"])


def _theirs(view: ReferralView) -> list[EventView]:
    return [
        event
        for event in referral_events(view.row)
        if event.what in _FOR_THEIR_EYES or event.what.startswith("structure_")
    ]
