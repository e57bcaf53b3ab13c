"""A round is planned, taken back, joined, begun."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.outreach.models import Round, RoundMember
from maraude.apps.outreach.queries.spaces import check_space
from maraude.core.errors import Refused
from maraude.core.space import Gesture

_LONGEST = timedelta(hours=12)
_SHORTEST = timedelta(minutes=15)
_AHEAD = timedelta(days=366)
_ON_THE_SPOT = timedelta(hours=2)


class RoundPlaceNeeded(Refused):
    """Say where this round goes, in a few words."""

    code = "round_place_needed"


class WrongRound(Refused):
    """A round lasts from a quarter of an hour to twelve hours, and begins within a year."""

    code = "wrong_round"


class RoundIsOff(Refused):
    """This round was taken back."""

    code = "round_is_off"


def plan_round(
    *,
    org_id: int,
    place: str,
    begins_at: datetime,
    ends_at: datetime,
    safety_note: str,
    by_user_id: int,
    at: datetime,
    space_id: UUID | None = None,
) -> Round:
    """Put a round on the calendar; a registered space gives it its name.

    Raises `RoundPlaceNeeded`, `WrongRound`, or `SpaceForbids` when one may not be there at that hour.
    """
    space = check_space(space_id=space_id, gestures=[Gesture.BE_PRESENT], at=begins_at)
    place = space.name if space is not None else place
    place, note = " ".join(place.split()), " ".join(safety_note.split())
    if not 0 < len(place) <= 120:
        raise RoundPlaceNeeded
    if not _SHORTEST <= ends_at - begins_at <= _LONGEST or not at - timedelta(days=1) <= begins_at <= at + _AHEAD:
        raise WrongRound
    made = Round.objects.create(
        org_id=org_id,
        space_id=space_id,
        place=place,
        begins_at=begins_at,
        ends_at=ends_at,
        safety_note=note[:300],
        planned_by_id=by_user_id,
    )
    _note(made, by_user_id, "round_planned")
    return made


def cancel_round(*, planned: Round, by_user_id: int, at: datetime) -> None:
    """Take a round off the calendar; calendars that follow it are told. What was logged stays."""
    if planned.cancelled_at is None:
        Round.objects.filter(id=planned.id).update(cancelled_at=at)
        _note(planned, by_user_id, "round_cancelled")


def join_round(*, planned: Round, user_id: int) -> None:
    """Be of a round. Raises `RoundIsOff`."""
    if planned.cancelled_at is not None:
        raise RoundIsOff
    RoundMember.objects.get_or_create(org_id=planned.org_id, round_id=planned.id, user_id=user_id)


def leave_round(*, planned: Round, user_id: int) -> None:
    """Be of it no more; one that was begun stays."""
    RoundMember.objects.filter(round_id=planned.id, user_id=user_id, started_at__isnull=True).delete()


def start_round(*, planned: Round, user_id: int, at: datetime) -> None:
    """Begin a round; a second press changes nothing. Raises `RoundIsOff` or `SpaceForbids`."""
    check_space(space_id=planned.space_id, gestures=[Gesture.BE_PRESENT], at=at)
    join_round(planned=planned, user_id=user_id)
    mine = RoundMember.objects.filter(round_id=planned.id, user_id=user_id, started_at__isnull=True)
    if mine.update(started_at=at):
        _note(planned, user_id, "round_started")


def start_on_the_spot(*, org_id: int, place: str, user_id: int, at: datetime, space_id: UUID | None = None) -> Round:
    """Begin a round that nobody planned. Raises `RoundPlaceNeeded` or `SpaceForbids`."""
    made = plan_round(
        org_id=org_id,
        space_id=space_id,
        place=place,
        begins_at=at,
        ends_at=at + _ON_THE_SPOT,
        safety_note="",
        by_user_id=user_id,
        at=at,
    )
    start_round(planned=made, user_id=user_id, at=at)
    return made


def _note(planned: Round, user_id: int, action: str) -> None:
    record(
        org_id=planned.org_id,
        actor=user_actor(user_id),
        action=action,
        subject_kind="round",
        subject_id=planned.id,
    )
