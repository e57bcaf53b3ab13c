"""The young person's decision: let the sheet go, say no, take it back; or an agreement said aloud to a worker."""

from __future__ import annotations

from datetime import datetime

from maraude.apps.audit.actions.record import user_actor
from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.actions.access_links import make_link
from maraude.apps.orgs.models import LinkKind
from maraude.apps.people.actions.note_consent import note_consent
from maraude.apps.referrals.actions.mail_structure import drop_letters, plan_letters
from maraude.apps.referrals.actions.move_referral import Doer, apply_gesture
from maraude.apps.referrals.actions.walk_path import walk
from maraude.apps.referrals.models import Referral
from maraude.apps.referrals.vault import seal_words
from maraude.core.consent import Purpose
from maraude.core.path import Step
from maraude.core.referral import LASTS, Gesture, Side, State, move

PERSON = Doer(side=Side.PERSON)


def release(*, referral: Referral, conversation: Conversation, at: datetime) -> bool:
    """Let the sheet go to the structure, as the young person wants; a second time changes nothing (False)."""
    return _let_go(referral, conversation, Gesture.RELEASE, PERSON, at)


def agree_orally(*, referral: Referral, conversation: Conversation, by_user_id: int, at: datetime) -> bool:
    """Let the sheet go on the word of a young person who agreed aloud; the worker answers for it, by name."""
    doer = Doer(side=Side.PERSON, user_id=by_user_id)
    return _let_go(referral, conversation, Gesture.AGREE_ORALLY, doer, at)


def _let_go(referral: Referral, conversation: Conversation, gesture: Gesture, doer: Doer, at: datetime) -> bool:
    if move(state=State(referral.state), gesture=gesture).is_repeat:
        return False
    code = make_link(org_id=referral.org_id, kind=LinkKind.STRUCTURE, subject_id=referral.id, expires_at=at + LASTS)
    apply_gesture(
        referral=referral,
        conversation=conversation,
        gesture=gesture,
        doer=doer,
        at=at,
        released_at=at,
        released_by="oral" if gesture is Gesture.AGREE_ORALLY else "person",
        witness_id=doer.user_id,
        sealed_structure_code=seal_words(referral, code, column="code"),
    )
    _ledger(referral, doer, is_given=True, at=at)
    plan_letters(referral, at=at)
    walk(referral, step=Step.ORIENTED, at=at, by_user_id=doer.user_id)
    return True


def _ledger(referral: Referral, doer: Doer, *, is_given: bool, at: datetime) -> None:
    note_consent(
        org_id=referral.org_id,
        person_id=referral.person_id,
        purpose=Purpose.SHARE,
        is_given=is_given,
        at=at,
        channel="aloud" if doer.user_id else "own_page",
        said_by=user_actor(doer.user_id) if doer.user_id else "person",
        subject_id=referral.id,
    )


def decline(*, referral: Referral, conversation: Conversation, at: datetime) -> None:
    """Say no: nothing leaves, nothing has to be explained."""
    apply_gesture(referral=referral, conversation=conversation, gesture=Gesture.DECLINE, doer=PERSON, at=at)


def withdraw(*, referral: Referral, conversation: Conversation, at: datetime) -> None:
    """Take a released sheet back: the structure's page shows nothing any more."""
    apply_gesture(referral=referral, conversation=conversation, gesture=Gesture.WITHDRAW, doer=PERSON, at=at)
    _ledger(referral, PERSON, is_given=False, at=at)
    drop_letters(referral)


def cancel(*, referral: Referral, conversation: Conversation, by_user_id: int, at: datetime) -> None:
    """Take a hand-over back, as the worker who follows it."""
    doer = Doer(side=Side.WORKER, user_id=by_user_id)
    apply_gesture(referral=referral, conversation=conversation, gesture=Gesture.CANCEL, doer=doer, at=at)
    drop_letters(referral)
