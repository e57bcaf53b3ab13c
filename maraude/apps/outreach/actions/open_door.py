from __future__ import annotations

import secrets
from datetime import date, datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.orgs.actions.access_links import make_link, revoke_links
from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.outreach.models import Door, DoorKind
from maraude.apps.outreach.queries.spaces import check_space
from maraude.core.errors import Refused
from maraude.core.space import Gesture

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none that is taken for another on a poster
_CARRIED_BY = {DoorKind.STREAM: Gesture.OVERLAY}
_LENGTH = 7  # 30^7, about 2·10^10: a guessed one only shows where a poster hangs


class PlaceNeeded(Refused):
    """Say where this door is, as somebody standing in front of it would."""

    code = "place_needed"


class NoChat(Refused):
    """This association has no chat page to lead to."""

    code = "no_chat"


class WrongExpiry(Refused):
    """A door closes today at the earliest, within five years."""

    code = "wrong_expiry"


def open_door(
    *,
    org_id: int,
    kind: DoorKind,
    place: str,
    put_up_on: date,
    by_user_id: int | None,
    at: datetime,
    code: str = "",
    space_id: UUID | None = None,
    expires_on: date | None = None,
) -> Door:
    """Make a door with its printed code; `expires_on` is the last day it opens.

    Raises `PlaceNeeded`, `NoChat`, `WrongExpiry`, or `SpaceForbids` when the space that carries it does not allow one.
    """
    check_space(space_id=space_id, gestures=[_CARRIED_BY.get(kind, Gesture.HAND_DOOR)], at=at)
    ends_at = _midnight_after(expires_on)
    if ends_at is not None and ends_at <= at:
        raise WrongExpiry
    place = " ".join(place.split())
    if not 0 < len(place) <= 120:
        raise PlaceNeeded
    account = ChannelAccount.objects.filter(channel="webchat", is_active=True).order_by("created_at").first()
    if account is None:
        raise NoChat
    door = Door.objects.create(
        org_id=org_id,
        account_id=account.id,
        space_id=space_id,
        expires_on=expires_on,
        code=code or "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)),
        kind=kind,
        place=place,
        put_up_on=put_up_on,
        created_by_id=by_user_id,
    )
    make_link(org_id=org_id, kind=LinkKind.DOOR, subject_id=door.id, token=door.code, expires_at=ends_at)
    _note(door, by_user_id, "door_opened")
    return door


def end_door(*, door: Door, by_user_id: int, at: datetime) -> None:
    """Close a door: its code leads to the neutral page from now on. What came through it keeps its name."""
    if door.ended_at is not None:
        return
    revoke_links(kind=LinkKind.DOOR, subject_id=door.id, at=at)
    Door.objects.filter(id=door.id).update(ended_at=at)
    _note(door, by_user_id, "door_ended")


def _midnight_after(day: date | None) -> datetime | None:
    """Return the end of a day where the association is."""
    if day is None:
        return None
    if day.year > 2100:
        raise WrongExpiry
    zone = ZoneInfo(Organisation.objects.values_list("time_zone", flat=True).get())
    return datetime.combine(day + timedelta(days=1), time(), zone)


def _note(door: Door, by_user_id: int | None, action: str) -> None:
    actor = user_actor(by_user_id) if by_user_id is not None else "demo"
    subject: UUID = door.id
    record(org_id=door.org_id, actor=actor, action=action, subject_kind="door", subject_id=subject)
