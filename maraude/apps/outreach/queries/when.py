"""When and by which doors conversations began, in eight weeks: to plan rounds, from our own contacts, protected."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from maraude.apps.inbox.models import Conversation
from maraude.apps.outreach.models import Door
from maraude.core.when import PROTECTED_BELOW, when_they_write

_EIGHT_WEEKS = timedelta(weeks=8)
_MOST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class WhenAndWhere:
    """What our own contacts say of when and where we are needed."""

    cells: Mapping[tuple[int, int], int | None]
    doors: Sequence[tuple[str, int | None]]  # None: fewer than may be told
    total: int


def when_and_where(*, at: datetime, zone: ZoneInfo) -> WhenAndWhere:
    """Return it in two queries; conversations are counted once, when they began."""
    began = Conversation.objects.filter(created_at__gt=at - _EIGHT_WEEKS).order_by("-created_at")
    rows = list(began.values_list("created_at", "door")[:_MOST])
    by_door: dict[str, int] = {}
    for _, door in rows:
        if door:
            by_door[door] = by_door.get(door, 0) + 1
    places = dict(Door.objects.filter(code__in=by_door).values_list("code", "place"))
    return WhenAndWhere(
        cells=when_they_write(began_at.astimezone(zone) for began_at, _ in rows),
        doors=sorted(
            (
                (places.get(code, code), number if number >= PROTECTED_BELOW else None)
                for code, number in by_door.items()
            ),
            key=lambda row: (-(row[1] or 0), row[0].casefold()),
        )[:20],
        total=len(rows),
    )
