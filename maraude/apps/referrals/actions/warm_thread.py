"""The three-way thread, opened and ended: by the young person, or by a worker to whom they said yes."""

from __future__ import annotations

from datetime import datetime

from maraude.apps.audit.actions.record import user_actor
from maraude.apps.inbox.models import Conversation
from maraude.apps.people.actions.note_consent import note_consent
from maraude.apps.referrals.actions.move_referral import Doer, add_event, change, say_in_thread
from maraude.apps.referrals.models import Referral
from maraude.core.consent import Purpose
from maraude.core.referral import NotPossible, Side, State, TakenBack
from maraude.core.warm import WARM_LASTS, is_warm, may_be_warm


def is_warm_now(referral: Referral, *, at: datetime) -> bool:
    """Say whether advisers may write to the young person now."""
    return is_warm(state=State(referral.state), since=referral.warm_since, until=referral.warm_until, at=at)


def open_warm(*, referral: Referral, conversation: Conversation, doer: Doer, at: datetime) -> None:
    """Let the advisers of a released sheet write here: the young person's own yes, or noted by a worker, by name.

    Opened twice, it is opened once. Raises `NotPossible` or `TakenBack`.
    """
    if referral.state in {State.WITHDRAWN, State.CANCELLED}:
        raise TakenBack
    if not may_be_warm(State(referral.state)):
        raise NotPossible
    if is_warm_now(referral, at=at):
        return
    change(referral, state=State(referral.state), at=at, warm_since=at, warm_until=at + WARM_LASTS)
    _tell(referral, conversation, "warm_open", doer, at)
    _ledger(referral, doer, is_given=True, at=at)


def close_warm(*, referral: Referral, conversation: Conversation, doer: Doer, at: datetime) -> None:
    """End it, whoever of the three does; ended twice, it is ended once."""
    if not is_warm_now(referral, at=at):
        return
    change(referral, state=State(referral.state), at=at, warm_until=at)
    _tell(referral, conversation, "warm_close", doer, at)
    if doer.side is Side.PERSON:
        _ledger(referral, doer, is_given=False, at=at)


def _tell(referral: Referral, conversation: Conversation, what: str, doer: Doer, at: datetime) -> None:
    add_event(referral, what=what, doer=doer, at=at)
    say_in_thread(referral, conversation, what=what, doer=doer, at=at)


def _ledger(referral: Referral, doer: Doer, *, is_given: bool, at: datetime) -> None:
    note_consent(
        org_id=referral.org_id,
        person_id=referral.person_id,
        purpose=Purpose.GUEST,
        is_given=is_given,
        at=at,
        channel="aloud" if doer.user_id else "own_page",
        said_by=user_actor(doer.user_id) if doer.user_id else "person",
        subject_id=referral.id,
    )
