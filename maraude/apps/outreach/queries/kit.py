"""What a partner may know of their own space: its doors, its evenings, how many came, protected."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Q

from maraude.apps.inbox.models import Conversation
from maraude.apps.outreach.models import Door, Round

PROTECTED_BELOW = 11  # what leaves the association (domain.md, Indicators)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kit:
    """A partner's page."""

    doors: Sequence[Door]
    rounds: Sequence[Round]
    came: int | None  # None: fewer than may be told


def kit_of(space_id: UUID, *, at: datetime) -> Kit:
    """Return the kit of one space, in three queries."""
    doors = list(Door.objects.filter(space_id=space_id).order_by("-created_at")[:50])
    rounds = Round.objects.filter(space_id=space_id, cancelled_at__isnull=True, ends_at__gt=at)
    came = Conversation.objects.filter(door__in=[door.code for door in doors]).count()
    return Kit(
        doors=[door for door in doors if is_open(door, at=at)],
        rounds=list(rounds.filter(begins_at__lt=at + timedelta(days=35)).order_by("begins_at")[:20]),
        came=came if came >= PROTECTED_BELOW else None,
    )


def stream_door(space_id: UUID, *, at: datetime) -> Door | None:
    """Return the newest open door of a space."""
    found = Door.objects.filter(Q(space_id=space_id), ended_at__isnull=True).order_by("-created_at")
    return next((door for door in found[:20] if is_open(door, at=at)), None)


def is_open(door: Door, *, at: datetime) -> bool:
    """Say whether a door still leads somewhere (its link says the hour, this the day)."""
    return door.ended_at is None and (door.expires_on is None or door.expires_on >= at.date())
