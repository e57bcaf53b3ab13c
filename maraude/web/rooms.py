"""The rooms of the top bar: only those that exist, and that this person may enter."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache

from django.urls import Resolver404, resolve
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from maraude.apps.orgs.models import Membership, Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """A place one goes to from anywhere."""

    path: str
    name: Promise
    icon: str
    is_for: Callable[[Role], bool] = lambda role: role.reads_content


_ROOMS = (
    Room(path="/inbox/", name=_("Inbox"), icon="inbox"),
    Room(path="/rounds/", name=_("Rounds"), icon="footprints"),
    Room(path="/directory/", name=_("Directory"), icon="book"),
    Room(path="/reports/", name=_("Report"), icon="chart"),
    Room(path="/settings/", name=_("Settings"), icon="settings", is_for=lambda role: role.manages),
    Room(path="/privacy/", name=_("Data"), icon="lock", is_for=lambda role: role == Role.DATA_PROTECTION_OFFICER),
    Room(path="/settings/health", name=_("Health"), icon="check", is_for=lambda role: role == Role.PLATFORM_OPERATOR),
    Room(path="/settings/doors", name=_("Doors"), icon="door", is_for=lambda role: role == Role.WORKER),
)


@cache
def _built() -> Sequence[Room]:
    return [room for room in _ROOMS if is_open(room.path)]


def is_open(path: str) -> bool:
    """Say whether an address answers: rooms are built one after the other."""
    try:
        resolve(path)
    except Resolver404:
        return False
    return True


def rooms(membership: Membership | None) -> Sequence[Room]:
    """Return the rooms that a member may enter, none for a stranger."""
    if membership is None:
        return ()
    return [room for room in _built() if room.is_for(Role(membership.role))]


def first_room(membership: Membership | None) -> str:
    """Return where this member begins."""
    found = rooms(membership)
    return found[0].path if found else "/inbox/"
