"""Age as people say it: a band, never a birth date (security.md P-05)."""

from __future__ import annotations

from enum import StrEnum


class AgeBand(StrEnum):
    """The bands of the report; `unsaid` is an answer like another."""

    UNDER_15 = "under_15"
    FROM_15_TO_17 = "15_17"
    FROM_18_TO_21 = "18_21"
    FROM_22_TO_25 = "22_25"
    FROM_26_TO_29 = "26_29"
    FROM_30 = "30_plus"
    UNSAID = "unsaid"


MINORS = (AgeBand.UNDER_15, AgeBand.FROM_15_TO_17)
_BEGINS = (
    (30, AgeBand.FROM_30),
    (26, AgeBand.FROM_26_TO_29),
    (22, AgeBand.FROM_22_TO_25),
    (18, AgeBand.FROM_18_TO_21),
    (15, AgeBand.FROM_15_TO_17),
    (0, AgeBand.UNDER_15),
)


def age_band(age: int | None) -> AgeBand:
    """Return the band of an age that was said.

    >>> age_band(17), age_band(None)
    (<AgeBand.FROM_15_TO_17: '15_17'>, <AgeBand.UNSAID: 'unsaid'>)
    """
    if age is None:
        return AgeBand.UNSAID
    return next((band for begins, band in _BEGINS if age >= begins), AgeBand.UNSAID)
