"""Pages of a partner, without account: their kit, and the picture over their stream. Nobody who watches is counted."""

from __future__ import annotations

import io

import segno
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.views.decorators.http import require_GET

from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.orgs.queries.access_links import OpenLink
from maraude.apps.outreach.actions.open_kit import overlay_key
from maraude.apps.outreach.models import Space
from maraude.apps.outreach.queries.kit import PROTECTED_BELOW, kit_of, stream_door
from maraude.apps.outreach.queries.spaces import SpaceRow, space_row
from maraude.core.space import Gesture, Why
from maraude.lib import clock
from maraude.web.public.addresses import page_address, printed_address
from maraude.web.public.language import in_their_language
from maraude.web.public.links import by_link

_LOOKS_AGAIN_S = 300  # what its owner takes back is gone within five minutes
_STILL_A_PARTNER = {None, Why.QUIET_HOURS, Why.NOT_AGREED}


@require_GET
@in_their_language
@by_link(LinkKind.KIT)
def kit_page(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Show a partner what they need, and what we keep of what they asked."""
    row, now = _row(link), clock.now()
    kit = kit_of(row.space.id, at=now)
    token = _token(request)
    context = {
        "row": row,
        "kit": kit,
        "organisation": Organisation.objects.get(id=link.org_id),
        "protected_below": PROTECTED_BELOW,
        "agreed": [Gesture(value) for value in row.agreement.gestures] if row.agreement else [],
        "overlay": page_address(f"/overlay/{overlay_key(token)}") if _allows(row, Gesture.OVERLAY) else "",
        "door": printed_address(f"/r/{kit.doors[0].code}") if kit.doors and _allows(row, Gesture.HAND_DOOR) else "",
        "verify": printed_address("/verify"),
        "token": token,
        "other_language": "en" if translation.get_language() == "fr" else "fr",
    }
    return render(request, "public/kit.html", context)


@require_GET
@by_link(LinkKind.KIT)
def kit_code(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Draw the code of this space's door."""
    del request
    return _code(link, Gesture.HAND_DOOR)


@require_GET
@in_their_language
@by_link(LinkKind.OVERLAY)
def overlay_page(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Show the picture of a stream; in the hours it asked us to be quiet, an empty one."""
    row = _row(link)
    why = row.refusals[Gesture.OVERLAY]
    door = stream_door(row.space.id, at=clock.now())
    if why not in {None, Why.QUIET_HOURS} or door is None:
        raise Http404
    context = {
        "is_quiet": why is Why.QUIET_HOURS,
        "address": printed_address(f"/r/{door.code}"),
        "token": _token(request),
        "organisation": Organisation.objects.get(id=link.org_id),
    }
    response = render(request, "public/overlay.html", context)
    response.headers["Refresh"] = str(_LOOKS_AGAIN_S)
    return response


@require_GET
@by_link(LinkKind.OVERLAY)
def overlay_code(request: HttpRequest, link: OpenLink) -> HttpResponse:
    """Draw the code beside it."""
    del request
    return _code(link, Gesture.OVERLAY)


def _row(link: OpenLink) -> SpaceRow:
    """Return the space as it is now. Raises `Http404` when it is no partner any more."""
    space = Space.objects.filter(id=link.subject_id).first()
    if space is None:
        raise Http404
    row = space_row(space=space, at=clock.now())
    if row.why_not_there not in _STILL_A_PARTNER:
        raise Http404
    return row


def _allows(row: SpaceRow, gesture: Gesture) -> bool:
    return row.refusals[gesture] in {None, Why.QUIET_HOURS}


def _code(link: OpenLink, gesture: Gesture) -> HttpResponse:
    row = _row(link)
    door = stream_door(row.space.id, at=clock.now())
    if door is None or not _allows(row, gesture):
        raise Http404
    drawn = io.BytesIO()
    address = page_address(f"/r/{door.code}")
    segno.make(address, error="m", micro=False).save(drawn, kind="svg", scale=8, border=4, xmldecl=False, light="#fff")
    return HttpResponse(drawn.getvalue(), content_type="image/svg+xml")


def _token(request: HttpRequest) -> str:
    return str((request.resolver_match.kwargs if request.resolver_match else {})["token"])
