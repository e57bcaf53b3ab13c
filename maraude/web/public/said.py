"""What a form says of an appointment and of what followed, read strictly."""

from __future__ import annotations

from collections.abc import Callable

from django.http import Http404, HttpRequest

from maraude.apps.inbox.models import Conversation
from maraude.apps.referrals.actions.move_referral import Doer
from maraude.apps.referrals.actions.say_attendance import say_attendance
from maraude.apps.referrals.actions.say_still import say_still
from maraude.apps.referrals.models import Referral
from maraude.core.attendance import Said
from maraude.core.sustained import Still
from maraude.lib import clock

_SAYS = {Said.CAME, Said.MISSED, Said.ENTERED}
_STILL = {"still_yes": Still.YES, "still_no": Still.NO}


def read_said(request: HttpRequest, *, doer: Doer) -> Callable[[Referral, Conversation], object]:
    """Return what to do: came, did not come, entered, still there. Raises `Http404` for what no form of ours says."""
    said, months = request.POST.get("said", ""), request.POST.get("months", "")
    if said in _STILL and months in {"3", "6"}:
        still = _STILL[said]
        return lambda referral, conversation: say_still(
            referral=referral, conversation=conversation, months=int(months), still=still, doer=doer, at=clock.now()
        )
    if said not in _SAYS:
        raise Http404
    return lambda referral, conversation: say_attendance(
        referral=referral,
        conversation=conversation,
        said=Said(said),
        doer=doer,
        at=clock.now(),
        outcome=request.POST.get("outcome", ""),
    )
