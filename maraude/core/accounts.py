"""When an account opens: two people stand for it, or one and a day in which anybody may say no (security.md S-05)."""

from __future__ import annotations

from datetime import datetime, timedelta

WAITS = timedelta(hours=24)  # between acceptance and the first content, when no second colleague confirmed
INVITATION_LASTS = timedelta(hours=72)


def opens_at(*, accepted_at: datetime | None, confirmed_at: datetime | None) -> datetime | None:
    """Return when an account opens, None as long as the person has not accepted.

    >>> from datetime import UTC
    >>> noon = datetime(2026, 11, 26, 12, tzinfo=UTC)
    >>> opens_at(accepted_at=noon, confirmed_at=None).day
    27
    >>> opens_at(accepted_at=noon, confirmed_at=noon - WAITS) == noon
    True
    """
    if accepted_at is None:
        return None
    slowly = accepted_at + WAITS
    return slowly if confirmed_at is None else min(slowly, max(accepted_at, confirmed_at))
