from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from maraude.apps.inbox.models import Conversation
from maraude.apps.outreach.models import Door, DoorReport


@dataclass(frozen=True, slots=True, kw_only=True)
class DoorRow:
    """A door and how many conversations began by it."""

    door: Door
    came: int
    reports: Sequence[str] = ()  # what people said of it that nobody looked at yet, each kind once


def doors() -> Sequence[DoorRow]:
    """Return every door, open ones first, then the newest, in three queries."""
    found = sorted(Door.objects.order_by("-created_at"), key=lambda door: door.ended_at is not None)
    codes = [door.code for door in found]
    counted = Conversation.objects.filter(door__in=codes).values("door").annotate(number=Count("id"))
    came = {row["door"]: row["number"] for row in counted}
    said: dict[UUID, list[str]] = {}
    for door_id, kind in _open_reports():
        said.setdefault(door_id, []).append(kind)
    return [DoorRow(door=door, came=came.get(door.code, 0), reports=said.get(door.id, ())) for door in found]


def _open_reports() -> Sequence[tuple[UUID, str]]:
    """Return the kinds of report, door by door."""
    reports = DoorReport.objects.filter(settled_at__isnull=True)
    return list(reports.values_list("door_id", "kind").distinct().order_by("door_id", "kind"))


def place_of(code: str) -> str:
    """Return where the door of this code is, or the code itself when it is not one of ours (a partner's)."""
    return Door.objects.filter(code=code).values_list("place", flat=True).first() or code
