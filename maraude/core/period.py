"""A period of a report: whole days, as the association's clock says them."""

from __future__ import annotations

import calendar
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from maraude.core.errors import Refused

_FIRST, _LAST = date(2000, 1, 1), date(2100, 12, 31)


class WrongPeriod(Refused):
    """A period goes from a day to the same day or a later one, written 2026-11-01, between 2000 and 2100."""

    code = "wrong_period"


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """From a day to another, both included."""

    from_on: date
    to_on: date

    def __post_init__(self) -> None:
        """Raise `WrongPeriod` for a period that ends before it begins, or in another century."""
        if not _FIRST <= self.from_on <= self.to_on <= _LAST:
            raise WrongPeriod

    def begins(self, zone: ZoneInfo) -> datetime:
        """Return the first instant."""
        return datetime.combine(self.from_on, time(), zone).astimezone(UTC)

    def ends(self, zone: ZoneInfo) -> datetime:
        """Return the first instant after it."""
        return datetime.combine(self.to_on + timedelta(days=1), time(), zone).astimezone(UTC)


def read_period(from_text: str, to_text: str) -> Period:
    """Return the period between two written days. Raises `WrongPeriod`.

    >>> read_period("2026-11-01", "2026-11-30").to_on
    datetime.date(2026, 11, 30)
    """
    try:
        return Period(from_on=_day(from_text), to_on=_day(to_text))
    except ValueError as error:
        raise WrongPeriod from error


def _day(text: str) -> date:
    if len(text) != 10:  # the long form only: 20261101 and 2026-W45-1 are days for Python, not for us
        raise WrongPeriod
    return date.fromisoformat(text)


def month_of(day: date) -> Period:
    """Return the month of a day.

    >>> month_of(date(2028, 2, 5)).to_on
    datetime.date(2028, 2, 29)
    """
    last = calendar.monthrange(day.year, day.month)[1]
    return Period(from_on=day.replace(day=1), to_on=day.replace(day=last))
