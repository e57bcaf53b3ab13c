from __future__ import annotations

import secrets
from datetime import date, datetime
from uuid import UUID

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.ingest.models import ChannelAccount
from maraude.apps.orgs.actions.access_links import make_link, revoke_links
from maraude.apps.orgs.models import LinkKind
from maraude.apps.outreach.models import Door, DoorKind
from maraude.core.errors import Refused

_LETTERS = "23456789abcdefghjkmnpqrstvwxyz"  # none that is taken for another on a poster
_LENGTH = 7  # 30^7, about 2·10^10: a guessed one only shows where a poster hangs


class PlaceNeeded(Refused):
    """Say where this door is, as somebody standing in front of it would."""

    code = "place_needed"


class NoChat(Refused):
    """This association has no chat page to lead to."""

    code = "no_chat"


def open_door(
    *, org_id: int, kind: DoorKind, place: str, put_up_on: date, by_user_id: int | None, code: str = ""
) -> Door:
    """Make a door with its printed code. Raises `PlaceNeeded` or `NoChat`."""
    place = " ".join(place.split())
    if not 0 < len(place) <= 120:
        raise PlaceNeeded
    account = ChannelAccount.objects.filter(channel="webchat", is_active=True).order_by("created_at").first()
    if account is None:
        raise NoChat
    door = Door.objects.create(
        org_id=org_id,
        account_id=account.id,
        code=code or "".join(secrets.choice(_LETTERS) for _ in range(_LENGTH)),
        kind=kind,
        place=place,
        put_up_on=put_up_on,
        created_by_id=by_user_id,
    )
    make_link(org_id=org_id, kind=LinkKind.DOOR, subject_id=door.id, token=door.code)
    _note(door, by_user_id, "door_opened")
    return door


def end_door(*, door: Door, by_user_id: int, at: datetime) -> None:
    """Close a door: its code leads to the neutral page from now on. What came through it keeps its name."""
    if door.ended_at is not None:
        return
    revoke_links(kind=LinkKind.DOOR, subject_id=door.id, at=at)
    Door.objects.filter(id=door.id).update(ended_at=at)
    _note(door, by_user_id, "door_ended")


def _note(door: Door, by_user_id: int | None, action: str) -> None:
    actor = user_actor(by_user_id) if by_user_id is not None else "demo"
    subject: UUID = door.id
    record(org_id=door.org_id, actor=actor, action=action, subject_kind="door", subject_id=subject)
