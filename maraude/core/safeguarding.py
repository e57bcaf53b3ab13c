"""A situation préoccupante: written by a person, read by a second one, sent by a named one (CASF, art. L226-2-1).

No program begins one, fills one or counts towards one.
"""

from __future__ import annotations

from enum import StrEnum

from maraude.core.errors import Refused

ADDRESSEES = ("crip", "prosecutor")
PARENTS = ("parents_told", "parents_not_told", "parents_unknown")
WAYS = ("way_platform", "way_registered", "way_secure_mail", "way_by_hand")


class ReportState(StrEnum):
    """Where a sheet stands."""

    DRAFT = "draft"
    ASKED = "asked"
    AGREED = "agreed"
    SENT = "sent"
    SET_ASIDE = "set_aside"

    @property
    def is_over(self) -> bool:
        """Say whether nothing more happens to it."""
        return self in {ReportState.SENT, ReportState.SET_ASIDE}


class ReportGesture(StrEnum):
    """What a person does with it."""

    WRITE = "write"
    ASK = "ask"
    AGREE = "agree"
    NOT_YET = "not_yet"
    SEND = "send"
    SET_ASIDE = "set_aside"


class ReportMovedOn(Refused):
    """This sheet is no longer at that point: here is where it stands now."""

    code = "report_moved_on"


_MOVES = {
    (ReportState.DRAFT, ReportGesture.WRITE): ReportState.DRAFT,
    (ReportState.ASKED, ReportGesture.WRITE): ReportState.DRAFT,  # other words, another reading
    (ReportState.AGREED, ReportGesture.WRITE): ReportState.DRAFT,
    (ReportState.DRAFT, ReportGesture.ASK): ReportState.ASKED,
    (ReportState.ASKED, ReportGesture.AGREE): ReportState.AGREED,
    (ReportState.ASKED, ReportGesture.NOT_YET): ReportState.DRAFT,
    (ReportState.AGREED, ReportGesture.SEND): ReportState.SENT,
    (ReportState.DRAFT, ReportGesture.SET_ASIDE): ReportState.SET_ASIDE,
    (ReportState.ASKED, ReportGesture.SET_ASIDE): ReportState.SET_ASIDE,
    (ReportState.AGREED, ReportGesture.SET_ASIDE): ReportState.SET_ASIDE,
}


def moved(state: ReportState, gesture: ReportGesture) -> ReportState:
    """Return where a gesture leads. Raises `ReportMovedOn`.

    >>> moved(ReportState.AGREED, ReportGesture.WRITE)
    <ReportState.DRAFT: 'draft'>
    """
    if (state, gesture) not in _MOVES:
        raise ReportMovedOn
    return _MOVES[state, gesture]
