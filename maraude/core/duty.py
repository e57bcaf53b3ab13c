"""Duty hours: a small part of the OpenStreetMap opening-hours syntax, enough for a roster."""

from __future__ import annotations

import re
from datetime import datetime, time

from maraude.core.errors import WrongSetting

_DAYS = ("Mo", "Tu", "We", "Th", "Fr", "Sa", "Su")
_RULE = re.compile(r"(?:(Mo|Tu|We|Th|Fr|Sa|Su)(?:-(Mo|Tu|We|Th|Fr|Sa|Su))? )?(\d\d:\d\d)-(\d\d:\d\d)")


def within_hours(hours: str, *, local: datetime) -> bool:
    """Say whether a local time falls in hours such as "Mo-Fr 18:00-23:00; Sa 20:00-02:00" or "24/7".

    A span past midnight belongs to the day it began. Raises `WrongSetting` for anything it cannot read.

    >>> within_hours("Mo-Fr 18:00-02:00", local=datetime(2026, 11, 28, 1, 30))  # Saturday, 01:30
    True
    """
    if hours.strip() == "24/7":
        return True
    return any(_matches(rule.strip(), local) for rule in hours.split(";") if rule.strip())


def _matches(rule: str, local: datetime) -> bool:
    found = _RULE.fullmatch(rule)
    if found is None:
        raise WrongSetting(f'Duty hours {rule!r} cannot be read: write them like "Mo-Su 18:00-23:00" or "24/7".')
    first, last, opens_text, closes_text = found.groups()
    days = _days(first, last)
    opens, closes, now = _time(opens_text), _time(closes_text), local.time()
    today, yesterday = local.weekday(), (local.weekday() - 1) % 7
    if opens < closes:
        return today in days and opens <= now < closes
    return (today in days and now >= opens) or (yesterday in days and now < closes)


def _days(first: str | None, last: str | None) -> set[int]:
    if first is None:
        return set(range(7))
    start, end = _DAYS.index(first), _DAYS.index(last or first)
    return {(start + step) % 7 for step in range((end - start) % 7 + 1)}


def _time(text: str) -> time:
    hours, minutes = map(int, text.split(":"))
    if hours > 24 or minutes > 59 or (hours == 24 and minutes):
        raise WrongSetting(f"{text} is not a time of day.")
    return time(hours % 24, minutes)
