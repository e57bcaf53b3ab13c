"""What a structure's form says, read strictly: an answer, or nothing at all."""

from __future__ import annotations

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest

from maraude.apps.referrals.actions.answer_referral import Answer
from maraude.core.referral import Gesture

_ANSWERS = (Gesture.TAKE, Gesture.OFFER_SLOT, Gesture.ASK, Gesture.REFUSE)


def read_answer(request: HttpRequest, *, time_zone: str) -> Answer:
    """Return the answer of a form; its hour is local to `time_zone`. Raises `Http404` for what no form of ours says."""
    said = request.POST.get("gesture", "")
    if said not in {gesture.value for gesture in _ANSWERS}:
        raise Http404
    return Answer(
        gesture=Gesture(said),
        begins_at=_hour(request.POST.get("day", ""), request.POST.get("hour", ""), time_zone),
        place=request.POST.get("place", ""),
        words=request.POST.get("words", ""),
        reason=request.POST.get("reason", ""),
    )


def _hour(day: str, hour: str, time_zone: str) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo(time_zone))
    except ValueError:
        return None
