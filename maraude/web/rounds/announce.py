"""A text that says we are there, to copy by hand; what the space forbids is left out, and said why."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _

from maraude.apps.outreach.models import Door, Round, Space
from maraude.apps.outreach.queries.spaces import space_row
from maraude.core.space import Gesture, Network, is_by_hand
from maraude.lib import clock
from maraude.web.http import StaffRequest
from maraude.web.public.addresses import page_address


def announce_context(planned: Round, *, request: StaffRequest) -> dict[str, Any]:
    """Return the prepared text of a round in a registered space, or why nothing may be said there."""
    space = Space.objects.filter(id=planned.space_id).first() if planned.space_id else None
    if space is None:
        return {"space": None}
    row = space_row(space=space, at=clock.now())
    return {
        "space": space,
        "why_silent": row.refusals[Gesture.ANNOUNCE],
        "why_no_door": row.refusals[Gesture.HAND_DOOR],
        "is_by_hand": is_by_hand(Network(space.network)),
        "announce": _text(request, _door(space) if row.refusals[Gesture.HAND_DOOR] is None else ""),
    }


def _door(space: Space) -> str:
    """Return the address of the newest open door of this space."""
    door = Door.objects.filter(space_id=space.id, ended_at__isnull=True).order_by("-created_at").first()
    return page_address(f"/r/{door.code}") if door is not None else ""


def _text(request: StaffRequest, address: str) -> str:
    who = {"name": request.user.display_name, "organisation": request.organisation.name}
    said = _("Hi, I am %(name)s from %(organisation)s. Money, a roof, school, work, a hard day? I am here tonight.")
    return f"{said % who} {address}".strip()
