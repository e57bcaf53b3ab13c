"""Opening hours: an honest part of the OpenStreetMap syntax; None for whatever it does not understand."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import lru_cache

DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_DAY = "|".join(DAYS)
_RULE = re.compile(
    rf"(?P<days>(?:(?:{_DAY}|PH)(?:-(?:{_DAY}))?)(?:,\s*(?:(?:{_DAY}|PH)(?:-(?:{_DAY}))?))*)?\s*"
    r"(?P<times>off|closed|\d\d?:\d\d-\d\d?:\d\d(?:\s*,\s*\d\d?:\d\d-\d\d?:\d\d)*)"
)
_MIDNIGHT = 24 * 60
type Span = tuple[int, int]  # minutes from midnight; the end may pass 24 h


@dataclass(frozen=True, slots=True, kw_only=True)
class Week:
    """When a place is open: spans of each day (Monday is 0); `on_holidays` is None when nothing is said of them."""

    days: tuple[tuple[Span, ...], ...]
    on_holidays: tuple[Span, ...] | None = None
    is_always: bool = False

    def is_open(self, local: datetime) -> bool | None:
        """Say whether it is open at a local time; None on a public holiday of which nothing is said.

        >>> read_hours("Mo-Fr 09:00-12:00,14:00-17:00").is_open(datetime(2026, 11, 23, 14, 30))
        True
        """
        if self.is_always:
            return True
        minute = local.hour * 60 + local.minute
        today = self._spans(local.date())
        yesterday = self._spans(local.date() - timedelta(days=1)) or ()
        if any(start <= minute + _MIDNIGHT < end for start, end in yesterday):
            return True
        if today is None:
            return None
        return any(start <= minute < end for start, end in today)

    def _spans(self, day: date) -> tuple[Span, ...] | None:
        if is_public_holiday(day):
            return self.on_holidays
        return self.days[day.weekday()]


@lru_cache(maxsize=8192)
def read_hours(text: str) -> Week | None:
    """Return the week that the text describes, None when there is none or when any part of it is not understood."""
    text = text.strip()
    if not text:
        return None
    if text == "24/7":
        return Week(days=((),) * 7, is_always=True)
    days: dict[int, list[Span]] = {}
    holidays: list[Span] | None = None
    for part in text.rstrip("; ").split(";"):
        found = _RULE.fullmatch(part.strip())
        spans = _spans(found["times"]) if found else None
        if found is None or spans is None:
            return None
        chosen = _chosen(found["days"])
        if 7 in chosen:
            holidays = spans
        days |= dict.fromkeys(chosen - {7}, spans)  # a later rule replaces an earlier one
    return Week(
        days=tuple(tuple(days.get(day, ())) for day in range(7)),
        on_holidays=None if holidays is None else tuple(holidays),
    )


def _chosen(days: str | None) -> set[int]:
    if not days:
        return set(range(7))
    chosen: set[int] = set()
    for part in days.replace(" ", "").split(","):
        first, _, last = part.partition("-")
        if first == "PH":
            chosen.add(7)
            continue
        start, end = DAYS.index(first), DAYS.index(last or first)
        chosen |= {(start + step) % 7 for step in range((end - start) % 7 + 1)}
    return chosen


def _spans(times: str) -> list[Span] | None:
    if times in {"off", "closed"}:
        return []
    spans = []
    for part in times.replace(" ", "").split(","):
        start, end = (_minutes(side) for side in part.split("-"))
        if start is None or end is None:
            return None
        spans.append((start, end if end > start else end + _MIDNIGHT))
    return spans


def _minutes(text: str) -> int | None:
    hours, minutes = map(int, text.split(":"))
    return hours * 60 + minutes if minutes < 60 and hours * 60 + minutes <= _MIDNIGHT else None


@lru_cache(maxsize=1024)
def is_public_holiday(day: date) -> bool:
    """Say whether a day is one of the eleven French public holidays (Code du travail, L3133-1).

    >>> is_public_holiday(date(2026, 4, 6)), is_public_holiday(date(2026, 4, 7))  # Easter Monday
    (True, False)
    """
    if (day.month, day.day) in {(1, 1), (5, 1), (5, 8), (7, 14), (8, 15), (11, 1), (11, 11), (12, 25)}:
        return True
    return day - easter(day.year) in {timedelta(days=1), timedelta(days=39), timedelta(days=50)}


def easter(year: int) -> date:
    """Return Easter Sunday of the Gregorian calendar (Meeus, Astronomical Algorithms, ch. 8)."""
    a, b, c = year % 19, year // 100, year % 100
    d, e = divmod(b, 4)
    g = (8 * b + 13) // 25
    h = (19 * a + b - d - g + 15) % 30
    i, k = divmod(c, 4)
    moved = (32 + 2 * e + 2 * i - h - k) % 7
    m = (a + 11 * h + 22 * moved) // 451
    month, day = divmod(h + moved - 7 * m + 114, 31)
    return date(year, month, day + 1)


def next_opening(week: Week, *, local: datetime) -> datetime | None:
    """Return when it next opens within seven days, at a local time; None when it does not or is not known to."""
    midnight = local.replace(hour=0, minute=0, second=0, microsecond=0)
    for ahead in range(8):
        day = midnight + timedelta(days=ahead)
        if is_public_holiday(day.date()):
            continue
        for start, _ in sorted(week.days[day.weekday()]):
            opens = day + timedelta(minutes=start)
            if opens > local:
                return opens
    return None
