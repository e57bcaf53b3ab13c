from __future__ import annotations

from datetime import datetime

from maraude.apps.people.actions.record_step import record_step
from maraude.apps.referrals.models import Referral
from maraude.core.path import Step


def walk(referral: Referral, *, step: Step, at: datetime, by_user_id: int | None) -> bool:
    """Note a step of the person's path that a hand-over made; return True when it is new.

    What the young person or the structure says is noted in the name of the worker who follows the hand-over: beyond a
    bond, a program notices nothing by itself. Without such a worker (their account is gone) nothing is noted.
    """
    answers_for_it = by_user_id or referral.witness_id or referral.proposed_by_id
    if answers_for_it is None:
        return False
    return record_step(
        person_id=referral.person_id,
        step=step,
        at=at,
        by_user_id=answers_for_it,
        conversation_id=referral.conversation_id,
    )
