"""How long what was said is kept: counted from the young person's last word (security.md P-06, domain.md).

CNIL, child-protection framework (délib. 2022-008): at most two years after the last contact that comes from the person.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final

RAW_DAYS: Final = 7  # an event as it arrived, and the key of its day
TALK_DAYS: Final = range(14, 91)  # nobody handed over: 90 unless the association wants less
FOLLOW_UP_DAYS: Final = range(30, 731)  # somebody handed over: 365 unless it wants otherwise, two years at most
WARNED_BEFORE: Final = timedelta(days=14)
KEPT_FOR: Final = timedelta(days=90)  # by one gesture of a colleague, with a reason
LONGEST: Final = timedelta(days=FOLLOW_UP_DAYS[-1])  # whatever gesture
LONGEST_SILENCE: Final = timedelta(days=30)  # of the whole house, before its clock is believed


class KeepReason(StrEnum):
    """Why a thread is kept longer: a code, never a text."""

    ASKED = "keep_asked"  # the person asked
    COURT = "keep_court"  # justice asked, or may
    PROTECTION = "keep_protection"  # a child to protect
    REQUEST = "keep_request"  # a request about these data is being answered


def due_at(since: datetime, *, is_followed: bool, talk_days: int, follow_up_days: int) -> datetime:
    """Return when somebody is erased, who last wrote at `since`.

    >>> due_at(datetime(2026, 1, 1), is_followed=False, talk_days=90, follow_up_days=365)
    datetime.datetime(2026, 4, 1, 0, 0)
    """
    return since + timedelta(days=follow_up_days if is_followed else talk_days)


def kept_until(since: datetime, *, at: datetime) -> datetime:
    """Return until when a gesture at `at` keeps somebody who last wrote at `since`: never beyond two years.

    >>> kept_until(datetime(2024, 1, 1), at=datetime(2025, 12, 1))
    datetime.datetime(2025, 12, 31, 0, 0)
    """
    return min(at + KEPT_FOR, since + LONGEST)
