"""Requests about data: who may ask what, and by when it is answered (GDPR arts 12, 15-22; security.md P-08, P-17)."""

from __future__ import annotations

import calendar
from datetime import date

ASKERS = ("asker_person", "asker_parent", "asker_justice", "asker_lawyer", "asker_other")
KINDS = ("right_access", "right_correct", "right_erase", "right_object", "right_seizure")
CHECKS = ("check_same_channel", "check_known_voice", "check_written_order", "check_parental", "check_impossible")
ANSWERS = ("answer_done", "answer_part", "answer_refused", "answer_nothing")

_MONTHS, _MORE = 1, 3


def due_on(received_on: date, *, is_extended: bool = False) -> date:
    """Return the last day to answer: a month, three when it was said within the first that it takes longer.

    >>> due_on(date(2026, 1, 31)), due_on(date(2026, 1, 31), is_extended=True)
    (datetime.date(2026, 2, 28), datetime.date(2026, 4, 30))
    """
    year, month = divmod(received_on.month - 1 + (_MORE if is_extended else _MONTHS), 12)
    year += received_on.year
    return date(year, month + 1, min(received_on.day, calendar.monthrange(year, month + 1)[1]))
