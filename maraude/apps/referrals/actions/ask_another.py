from __future__ import annotations

from datetime import datetime

from maraude.apps.inbox.models import Conversation
from maraude.apps.referrals.actions.move_referral import Doer, add_event, change, say_in_thread
from maraude.apps.referrals.models import Referral
from maraude.core.referral import Gesture, NotPossible, Side, State, may


def ask_another(*, referral: Referral, conversation: Conversation, at: datetime) -> None:
    """Note that the young person wants another hour: the worker is called back, the structure reads it on its page.

    Asked twice, it is asked once. Raises `NotPossible` when no hour can be offered any more.
    """
    if not may(state=State(referral.state), gesture=Gesture.OFFER_SLOT):
        raise NotPossible
    if referral.wants_another_at is not None:
        return
    doer = Doer(side=Side.PERSON)
    change(referral, state=State(referral.state), at=at, wants_another_at=at)
    add_event(referral, what="wants_another", doer=doer, at=at)
    say_in_thread(referral, conversation, what="wants_another", doer=doer, at=at)
