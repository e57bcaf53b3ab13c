"""The period a report page shows: a month by default, or any days."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext

from maraude.core.period import Period, WrongPeriod, month_of, read_period


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """A longer period that is one tap away."""

    name: str
    from_on: str
    to_on: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A period, the months before and after it (none after this one), and longer ones."""

    period: Period
    month: str  # 2026-11, empty when the days are not a month
    before: str
    after: str
    spans: Sequence[Span]


def shown_period(query: Mapping[str, str], *, today: date) -> Shown:
    """Return the period asked for, this month when nothing is said. Raises `WrongPeriod`."""
    if query.get("from") or query.get("to"):
        return _around(read_period(query.get("from", ""), query.get("to", "")), today)
    month = query.get("month")
    if not month:
        return _around(month_of(today), today)
    if len(month) != 7:
        raise WrongPeriod
    first = read_period(f"{month}-01", f"{month}-01").from_on
    return _around(month_of(first), today)


def _around(period: Period, today: date) -> Shown:
    is_month = period == month_of(period.from_on)
    following = period.to_on + timedelta(days=1)
    return Shown(
        period=period,
        month=_written(period.from_on) if is_month else "",
        before=_written(period.from_on.replace(day=1) - timedelta(days=1)),
        after=_written(following) if following <= today else "",
        spans=_spans(today),
    )


def _spans(today: date) -> list[Span]:
    last_month = today.replace(day=1) - timedelta(days=1)
    begins = {
        gettext("three months"): (last_month.replace(day=1) - timedelta(days=1)).replace(day=1),
        gettext("this year"): today.replace(month=1, day=1),
    }
    return [Span(name=name, from_on=first.isoformat(), to_on=today.isoformat()) for name, first in begins.items()]


def _written(day: date) -> str:
    return f"{day:%Y-%m}"
