"""What a structure's form says, read strictly: an answer, or nothing at all."""

from __future__ import annotations

from datetime import UTC, datetime
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
        others=_others(request, time_zone),
        place=request.POST.get("place", ""),
        words=request.POST.get("words", ""),
        reason=request.POST.get("reason", ""),
    )


def read_hour(text: str) -> datetime:
    """Return an hour that a page of ours wrote in a form. Raises `Http404` for anything else."""
    try:
        hour = datetime.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error
    if hour.tzinfo is None:
        raise Http404
    return hour


def _others(request: HttpRequest, time_zone: str) -> tuple[datetime, ...]:
    """Return the other hours; one that is half filled in cannot be read, and is refused with the first."""
    found = []
    for number in ("2", "3"):
        day, hour = request.POST.get(f"day{number}", ""), request.POST.get(f"hour{number}", "")
        if day or hour:
            found.append(_hour(day, hour, time_zone) or datetime.max.replace(tzinfo=UTC))
    return tuple(found)


def _hour(day: str, hour: str, time_zone: str) -> datetime | None:
    try:
        return datetime.fromisoformat(f"{day}T{hour}").replace(tzinfo=ZoneInfo(time_zone))
    except ValueError:
        return None
