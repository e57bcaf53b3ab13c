"""A warm thread: for a while, advisers write into a young person's own channel, because the young person said so."""

from __future__ import annotations

from datetime import datetime, timedelta

from maraude.core.referral import ATTENDED, State

WARM_LASTS = timedelta(days=14)  # after the last word of one of them: it ends by itself
MOST_GUEST_WORDS = 20  # in a day: a link that leaked must not become a flood

_MAY_BE_WARM = frozenset({State.RELEASED, State.QUESTIONED, State.TAKEN, State.SLOT_OFFERED}) | ATTENDED


def may_be_warm(state: State) -> bool:
    """Say whether advisers may be let in: while the structure has the sheet, and after the first appointment.

    >>> may_be_warm(State.TAKEN), may_be_warm(State.WITHDRAWN)
    (True, False)
    """
    return state in _MAY_BE_WARM


def is_warm(*, state: State, since: datetime | None, until: datetime | None, at: datetime) -> bool:
    """Say whether an adviser may write now."""
    return may_be_warm(state) and since is not None and until is not None and at < until
