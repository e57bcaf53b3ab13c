"""How long an attestation d'honorabilité is good for (CASF, art. L133-6; the period is each association's setting)."""

from __future__ import annotations

import calendar
from datetime import date


def good_until(seen_on: date | None, *, months: int) -> date | None:
    """Return the last day on which an attestation of this date is good; None when none was seen.

    >>> good_until(date(2026, 1, 31), months=1)
    datetime.date(2026, 2, 28)
    """
    if seen_on is None:
        return None
    year, month = divmod(seen_on.month - 1 + months, 12)
    year += seen_on.year
    return date(year, month + 1, min(seen_on.day, calendar.monthrange(year, month + 1)[1]))


def is_cleared(seen_on: date | None, *, months: int, today: date) -> bool:
    """Say whether somebody may read what minors write, today.

    >>> is_cleared(date(2025, 12, 1), months=12, today=date(2026, 12, 1)), is_cleared(None, months=12, today=date.max)
    (True, False)
    """
    last = good_until(seen_on, months=months)
    return last is not None and today <= last
