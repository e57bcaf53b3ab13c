"""Rounds to come, those that were, what the team counted. Never a count of one worker beside another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Count, Sum

from maraude.apps.orgs.queries.colleagues import colleagues
from maraude.apps.outreach.models import Round, RoundLog, RoundMember
from maraude.core.round import Mood

_WEEK = timedelta(days=7)
_MONTH = timedelta(days=30)
_STILL_ON = timedelta(hours=3)  # a round that ran over is still the one to log
_COUNTED = ("seen", "talked", "refused", "doors", "minutes")


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundRow:
    """A round as the team sees it."""

    round: Round
    names: Sequence[str]
    is_mine: bool
    is_running: bool  # begun by the reader, not logged by them yet
    is_logged: bool  # by the reader


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What protects the reader: their own week, and no one else's."""

    minutes: int
    hard: int


def rounds_ahead(*, user_id: int, at: datetime) -> Sequence[RoundRow]:
    """Return the rounds of the next five weeks and those still on, in four queries."""
    found = list(
        Round.objects.filter(
            cancelled_at__isnull=True, ends_at__gt=at - _STILL_ON, begins_at__lt=at + timedelta(days=35)
        ).order_by("begins_at", "id")[:100]
    )
    return _rows(found, user_id)


def round_row(*, planned: Round, user_id: int) -> RoundRow:
    """Return one round as the team sees it."""
    return _rows([planned], user_id)[0]


def _rows(found: Sequence[Round], user_id: int) -> list[RoundRow]:
    ids = [one.id for one in found]
    names = {colleague.id: colleague.name for colleague in colleagues()}
    members: dict[UUID, list[RoundMember]] = {}
    for member in RoundMember.objects.filter(round_id__in=ids).order_by("id"):
        members.setdefault(member.round_id, []).append(member)
    logged = set(RoundLog.objects.filter(round_id__in=ids, user_id=user_id).values_list("round_id", flat=True))
    return [_row(one, members.get(one.id, []), names, one.id in logged, user_id) for one in found]


def _row(
    planned: Round, members: Sequence[RoundMember], names: Mapping[int, str], is_logged: bool, user_id: int
) -> RoundRow:
    mine = next((one for one in members if one.user_id == user_id), None)
    return RoundRow(
        round=planned,
        names=[names[one.user_id] for one in members if one.user_id in names],
        is_mine=mine is not None,
        is_running=mine is not None and mine.started_at is not None and not is_logged,
        is_logged=is_logged,
    )


def counted_by_place(*, at: datetime) -> Sequence[Mapping[str, Any]]:
    """Return what the team counted in thirty days, place by place; a log without a round counts under ""."""
    since = RoundLog.objects.filter(happened_at__gt=at - _MONTH)
    sums = {name: Sum(name) for name in _COUNTED}
    rows: list[dict[str, Any]] = [dict(row) for row in since.values("round_id").annotate(rounds=Count("id"), **sums)]
    places = dict(Round.objects.filter(id__in=[row["round_id"] for row in rows]).values_list("id", "place"))
    by_place: dict[str, dict[str, Any]] = {}
    for row in rows:
        place = places.get(row["round_id"], "")
        total = by_place.setdefault(place, {"place": place, "rounds": 0, **dict.fromkeys(_COUNTED, 0)})
        for name in ("rounds", *_COUNTED):
            total[name] += row[name]
    return sorted(by_place.values(), key=lambda total: (total["place"] == "", total["place"].casefold()))


def own_watch(*, user_id: int, at: datetime) -> Watch:
    """Return the reader's own minutes of the last seven days, and how many rounds were hard."""
    mine = RoundLog.objects.filter(user_id=user_id, happened_at__gt=at - _WEEK)
    hard = [mood.value for mood in Mood if mood.is_hard]
    return Watch(
        minutes=mine.aggregate(total=Sum("minutes"))["total"] or 0,
        hard=mine.filter(mood__in=hard).count(),
    )


def marked_logs(*, at: datetime) -> Mapping[str, int]:
    """Return how many logs of thirty days came late, from a doubtful clock, twice, or with other counts."""
    since = RoundLog.objects.filter(happened_at__gt=at - _MONTH)
    return {
        "late": since.filter(is_late=True).count(),
        "clock": since.filter(is_clock_doubtful=True).count(),
        "twice": since.filter(uploads__gt=1).count(),
        "differed": since.filter(has_differed=True).count(),
    }


def debriefs_asked() -> Sequence[tuple[RoundLog, str]]:
    """Return who asked to talk about a round, the oldest first, with their name."""
    names = {colleague.id: colleague.name for colleague in colleagues()}
    asked = RoundLog.objects.filter(wants_debrief=True, debriefed_at__isnull=True).order_by("happened_at")[:50]
    return [(log, names[log.user_id]) for log in asked if log.user_id in names]


def calendar_rounds(*, at: datetime) -> Sequence[Round]:
    """Return the rounds of a calendar: three months back, a year ahead, those taken back too."""
    return list(Round.objects.filter(begins_at__gt=at - timedelta(days=92)).order_by("begins_at", "id")[:500])
