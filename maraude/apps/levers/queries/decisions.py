"""The log of decisions, without anybody in it; and what is still linked to a person, for them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from maraude.apps.levers.models import LeverDecision
from maraude.core.lever_policy import Circumstance
from maraude.levers.evaluation.log import Line

_MOST = 20_000


def logged(*, since: datetime | None = None) -> Iterator[Line]:
    """Return the decisions, the oldest first, the last twenty thousand. One whose window is open has no reward yet.

    Times are days, those of open decisions too: with an hour, the journal of readings could say whose they were.
    """
    rows = LeverDecision.objects.order_by("-on", "-id")
    if since is not None:
        rows = rows.filter(at__gte=since)
    for row in reversed(rows[:_MOST]):
        yield _line(row)


def decisions_of(*, conversation_ids: Sequence[UUID]) -> list[dict[str, Any]]:
    """Return what is still linked to these threads, as data to take away."""
    rows = LeverDecision.objects.filter(conversation_id__in=conversation_ids).order_by("at")
    return [{"on": row.on.isoformat(), "stage": row.stage, "need": row.need, "led": row.arm} for row in rows]


def _line(row: LeverDecision) -> Line:
    is_known = row.closed_at is not None
    return Line(
        at=_day(row.at),
        context=Circumstance(need=row.need, stage=row.stage, register=row.register, hour=row.hour).fields(),
        arm=row.arm,
        propensity=row.propensity,
        reward=row.reward if is_known else None,
        rewarded_at=row.rewarded_at if is_known else None,
        arms=row.arms,
    )


def _day(at: datetime) -> datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
