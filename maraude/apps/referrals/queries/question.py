from __future__ import annotations

from datetime import datetime

from maraude.apps.referrals.models import Referral
from maraude.core.follow_up import check_due
from maraude.core.one_question import Question, Standing, one_question
from maraude.core.referral import Side, State


def times_of(referral: Referral) -> list[datetime]:
    """Return the hours that a structure offered: one, or several to choose from."""
    return referral.offered_times or [hour for hour in (referral.appointment_at,) if hour]


def question_of(referral: Referral, *, at: datetime) -> Question:
    """Return what to ask the young person of a hand-over now."""
    return one_question(
        Standing(
            state=State(referral.state),
            offered=times_of(referral),
            appointment_at=referral.appointment_at,
            is_agreed=referral.agreed_at is not None,
            said=referral.person_says,
            wants_another=referral.wants_another_at is not None,
            entered_at=referral.entered_at,
            said_still_3m=Side.PERSON in referral.still_3m,
            said_still_6m=Side.PERSON in referral.still_6m,
        ),
        at=at,
    )


def check_of(referral: Referral, *, side: Side, at: datetime) -> int | None:
    """Return which check (3 or 6 months) a side may answer now, None when none."""
    if referral.state != State.ENTERED or referral.entered_at is None:
        return None
    return check_due(referral.entered_at, at=at, still_3m=side in referral.still_3m, still_6m=side in referral.still_6m)
