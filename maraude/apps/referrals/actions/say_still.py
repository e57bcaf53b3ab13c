from __future__ import annotations

from datetime import datetime

from maraude.apps.inbox.models import Conversation
from maraude.apps.referrals.actions.move_referral import Doer, add_event, change, say_in_thread
from maraude.apps.referrals.actions.walk_path import walk
from maraude.apps.referrals.models import Referral
from maraude.core.follow_up import TooSoon, may_check
from maraude.core.path import Step
from maraude.core.referral import NotPossible, State
from maraude.core.sustained import Still, is_still_there

_STEPS = {3: Step.SUSTAINED_3M, 6: Step.SUSTAINED_6M}


def say_still(
    *, referral: Referral, conversation: Conversation, months: int, still: Still, doer: Doer, at: datetime
) -> None:
    """Write down whether what began goes on, three or six months after, as one side says it.

    Only that side's own last word is replaced. Raises `NotPossible` when nothing began, `TooSoon` before its time.
    """
    if referral.state != State.ENTERED or referral.entered_at is None or months not in _STEPS:
        raise NotPossible
    if not may_check(referral.entered_at, months=months, at=at):
        raise TooSoon
    field = f"still_{months}m"
    said = dict(getattr(referral, field))
    if said.get(doer.side.value) == still:
        return
    said[doer.side.value] = still.value
    change(referral, state=State(referral.state), at=at, **{field: said})
    what = f"{field}_{still.value}"
    add_event(referral, what=what, doer=doer, at=at)
    say_in_thread(referral, conversation, what=what, doer=doer, at=at)
    if is_still_there(said):
        walk(referral, step=_STEPS[months], at=at, by_user_id=doer.user_id)
