"""What silence means, once it has lasted: the worker is reminded, then the hand-over ends; nobody is chased."""

from __future__ import annotations

from datetime import datetime

from maraude.apps.inbox.models import Conversation
from maraude.apps.referrals.actions.due_tasks import awaited, schedule_look
from maraude.apps.referrals.actions.move_referral import HOUSE, add_event, apply_gesture, change, say_in_thread
from maraude.apps.referrals.models import Referral
from maraude.core.referral import Gesture, Silence, State


def follow_up(*, referral: Referral, conversation: Conversation, at: datetime) -> Silence | None:
    """Do what the silence of a hand-over asks for now; return it, None when somebody spoke meanwhile."""
    look = awaited(referral)
    if look is None or look[0] > at:
        schedule_look(referral)
        return None
    silence = look[1]
    if silence is Silence.OVER:
        apply_gesture(referral=referral, conversation=conversation, gesture=Gesture.EXPIRE, doer=HOUSE, at=at)
        return silence
    change(referral, state=State(referral.state), at=at, reminded_at=at)
    add_event(referral, what=silence.value, doer=HOUSE, at=at)
    say_in_thread(referral, conversation, what=silence.value, doer=HOUSE, at=at)
    return silence
