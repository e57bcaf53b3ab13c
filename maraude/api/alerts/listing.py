"""Alerts in keyset pages: danger first, then who has waited longest, at the same cost at any depth."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from django.db.models import Q, QuerySet

from maraude.apps.safety.models import Alert, AlertState

PAGE = 25


class StateChoice(StrEnum):
    """The states of an alert, and `open` for all but closed."""

    OPEN = "open"
    RAISED = "raised"
    TOLD = "told"
    SEEN = "seen"
    TAKEN = "taken"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertListing:
    """A page of alerts and the position of what follows, None at the end."""

    rows: Sequence[Alert]
    next: str | None


def list_alerts(*, state: StateChoice, position: str | None, size: int = PAGE) -> AlertListing:
    """Return a page of the current organisation's alerts."""
    alerts = _in_state(state)
    if position is not None:
        alerts = alerts.filter(_after(position))
    found = list(alerts.order_by("-level_rank", "raised_at", "id")[: size + 1])
    last = found[size - 1] if len(found) > size else None
    following = None if last is None else f"{last.level_rank} {last.raised_at.isoformat()} {last.id}"
    return AlertListing(rows=found[:size], next=following)


def _in_state(state: StateChoice) -> QuerySet[Alert]:
    is_open = Alert.objects.exclude(state=AlertState.CLOSED)  # said even for one state: the index is on open alerts
    match state:
        case StateChoice.OPEN:
            return is_open
        case StateChoice.CLOSED:
            return Alert.objects.filter(state=AlertState.CLOSED)
        case _:
            return is_open.filter(state=state.value)


def _after(position: str) -> Q:
    rank_text, at_text, id_text = position.split(" ")
    rank, at = int(rank_text), datetime.fromisoformat(at_text)
    later = Q(raised_at__gt=at) | Q(raised_at=at, id__gt=UUID(id_text))
    # the first condition alone lets PostgreSQL start inside the index; two directions forbid a row comparison
    return Q(level_rank__lte=rank) & (Q(level_rank__lt=rank) | later)
