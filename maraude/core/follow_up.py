"""When to write to a young person about an appointment, and when to let them sleep. Pure: hours in, hours out."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from maraude.core.errors import Refused

QUIET_FROM = time(21)  # a phone that lights up at night is read by whoever sleeps beside it
QUIET_UNTIL = time(9)
_EVE = time(18)
_BEFORE = timedelta(hours=2)
_AFTER = timedelta(hours=3)
_MONTHS = {3: timedelta(days=91), 6: timedelta(days=182)}
_EARLY = timedelta(days=10)  # a structure that says it a little before is believed


class TooSoon(Refused):
    """It is too soon to say whether it lasted."""

    code = "too_soon"


def waking_hour(at: datetime, *, zone: ZoneInfo) -> datetime:
    """Return `at`, or the end of the quiet hours it falls in.

    >>> paris = ZoneInfo("Europe/Paris")
    >>> waking_hour(datetime(2026, 12, 1, 23, 30, tzinfo=paris), zone=paris).isoformat()
    '2026-12-02T09:00:00+01:00'
    """
    local = at.astimezone(zone)
    if QUIET_UNTIL <= local.time() < QUIET_FROM:
        return at
    day = local.date() + timedelta(days=1) if local.time() >= QUIET_FROM else local.date()
    return datetime.combine(day, QUIET_UNTIL, tzinfo=zone)


def reminder_hour(appointment_at: datetime, *, at: datetime, zone: ZoneInfo) -> datetime | None:
    """Return when to remind somebody: on the eve at six, else two hours before; None when there is no such hour left.

    Never in the quiet hours, never after the appointment.
    """
    local = appointment_at.astimezone(zone)
    eve = datetime.combine(local.date() - timedelta(days=1), _EVE, tzinfo=zone)
    before = appointment_at - _BEFORE
    for hour in (eve, before):
        if at < hour and waking_hour(hour, zone=zone) == hour:
            return hour
    return None


def asking_hour(appointment_at: datetime, *, zone: ZoneInfo) -> datetime:
    """Return when to ask whether somebody went: three hours after the appointment began, quiet hours left aside."""
    return waking_hour(appointment_at + _AFTER, zone=zone)


def checking_hour(entered_at: datetime, *, months: int, zone: ZoneInfo) -> datetime:
    """Return when to ask whether it lasts, three or six months after an entry."""
    local = (entered_at + _MONTHS[months]).astimezone(zone)
    return datetime.combine(local.date(), _EVE, tzinfo=zone)


def may_check(entered_at: datetime, *, months: int, at: datetime) -> bool:
    """Say whether it may be said by now that something lasted three or six months."""
    return at >= entered_at + _MONTHS[months] - _EARLY


def check_due(entered_at: datetime, *, at: datetime, still_3m: bool, still_6m: bool) -> int | None:
    """Return which check may be answered now (3 or 6), None when none is. `still_*`: it was answered already.

    >>> from datetime import UTC
    >>> check_due(datetime(2026, 1, 1, tzinfo=UTC), at=datetime(2026, 2, 1, tzinfo=UTC), still_3m=False, still_6m=False)
    """
    for months, is_answered in ((6, still_6m), (3, still_3m)):
        if may_check(entered_at, months=months, at=at):
            return None if is_answered else months
    return None
