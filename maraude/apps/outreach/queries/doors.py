from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count

from maraude.apps.inbox.models import Conversation
from maraude.apps.outreach.models import Door


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRow:
    """A door and how many conversations began by it."""

    door: Door
    came: int


def doors() -> Sequence[DoorRow]:
    """Return every door, open ones first, then the newest, in two queries."""
    found = sorted(Door.objects.order_by("-created_at"), key=lambda door: door.ended_at is not None)
    codes = [door.code for door in found]
    counted = Conversation.objects.filter(door__in=codes).values("door").annotate(number=Count("id"))
    came = {row["door"]: row["number"] for row in counted}
    return [DoorRow(door=door, came=came.get(door.code, 0)) for door in found]


def place_of(code: str) -> str:
    """Return where the door of this code is, or the code itself when it is not one of ours (a partner's)."""
    return Door.objects.filter(code=code).values_list("place", flat=True).first() or code
