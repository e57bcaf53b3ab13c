"""Who opens a conversation: need to know, vetting for minors, and a reason that is told (security.md S-07, S-27)."""

from __future__ import annotations

from datetime import timedelta
from enum import StrEnum

GLASS_LASTS = timedelta(minutes=60)
GLASS_REASONS = ("glass_danger", "glass_absent", "glass_safeguarding", "glass_request")


class Verdict(StrEnum):
    """Whether a conversation opens, and what is missing."""

    OPEN = "open"
    NEEDS_REASON = "needs_reason"
    NEEDS_CLEARANCE = "needs_clearance"
    NEVER = "never"


def verdict(*, reads_content: bool, is_minor: bool, is_cleared: bool, is_shared: bool, has_reason: bool) -> Verdict:
    """Say whether a conversation opens to somebody. No reason, however good, stands in for vetting.

    >>> verdict(reads_content=True, is_minor=True, is_cleared=False, is_shared=False, has_reason=True)
    <Verdict.NEEDS_CLEARANCE: 'needs_clearance'>
    """
    if not reads_content:
        return Verdict.NEVER
    if is_minor and not is_cleared:
        return Verdict.NEEDS_CLEARANCE
    return Verdict.OPEN if is_shared or has_reason else Verdict.NEEDS_REASON


def is_shared(*, sees_all: bool, holder: int | None, reader: int, same_team: bool, in_danger: bool) -> bool:
    """Say whether a conversation is this reader's business: nobody's yet, theirs, their team's, or an open alert."""
    return sees_all or in_danger or holder is None or holder == reader or same_team
