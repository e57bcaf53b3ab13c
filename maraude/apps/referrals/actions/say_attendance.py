from __future__ import annotations

from datetime import datetime

from maraude.apps.inbox.models import Conversation
from maraude.apps.referrals.actions.keep_open import keep_open
from maraude.apps.referrals.actions.move_referral import Doer, add_event, change, say_in_thread
from maraude.apps.referrals.actions.walk_path import walk
from maraude.apps.referrals.models import Referral
from maraude.core.attendance import Attendance, Outcome, Said, attendance
from maraude.core.errors import Refused
from maraude.core.path import Step
from maraude.core.referral import NotPossible, Side, State, TakenBack


class OutcomeNeeded(Refused):
    """Say what began: a job, a training, care, or something else."""

    code = "outcome_needed"


def say_attendance(
    *,
    referral: Referral,
    conversation: Conversation,
    said: Said,
    doer: Doer,
    at: datetime,
    outcome: str = "",
) -> Attendance:
    """Write down what one side says of the first appointment, beside what the others say.

    Only that side's own last word is replaced, and every word stays in the history.

    Raises `NotPossible` before a release, `TakenBack` after a withdrawal, `OutcomeNeeded`.
    """
    _check(referral, said, outcome)
    before = sides(referral)
    if before.get(doer.side) == said and (said is not Said.ENTERED or referral.outcome == outcome):
        return attendance(said=before)
    together = attendance(said=before | {doer.side: said})
    values: dict[str, object] = {f"{doer.side.value}_says": said.value}
    if said is Said.ENTERED:
        values |= {"outcome": outcome, "entered_at": referral.entered_at or at}
    if doer.side is Side.STRUCTURE:
        values["answered_at"] = referral.answered_at or at
    change(referral, state=together.state or State(referral.state), at=at, **values)
    what = f"{doer.side.value}_{said.value}"
    add_event(referral, what=what, doer=doer, at=at, detail=outcome if said is Said.ENTERED else "")
    say_in_thread(referral, conversation, what=what, doer=doer, at=at)
    if together.is_contradicted and not attendance(said=before).is_contradicted:
        say_in_thread(referral, conversation, what="contradiction", doer=doer, at=at)
    if doer.side is Side.STRUCTURE:
        keep_open(referral, at=at)
    _walk(referral, together, doer, at)
    return together


def sides(referral: Referral) -> dict[Side, Said]:
    """Return the last word of each side that spoke."""
    words = {
        Side.PERSON: referral.person_says,
        Side.STRUCTURE: referral.structure_says,
        Side.WORKER: referral.worker_says,
    }
    return {side: Said(word) for side, word in words.items() if word}


def _check(referral: Referral, said: Said, outcome: str) -> None:
    if referral.state in {State.WITHDRAWN, State.CANCELLED}:
        raise TakenBack
    if referral.released_at is None:
        raise NotPossible
    if said is Said.ENTERED and outcome not in set(Outcome):
        raise OutcomeNeeded


def _walk(referral: Referral, together: Attendance, doer: Doer, at: datetime) -> None:
    if not together.is_received:
        return
    walk(referral, step=Step.RECEIVED, at=at, by_user_id=doer.user_id)
    if together.state is State.ENTERED:
        walk(referral, step=Step.ENTERED, at=at, by_user_id=doer.user_id)
