"""Who reads in this request: a keyring that stays shut to whom minors' conversations are closed (security.md S-27).

Unset, a program of ours is at work (the processor, a command): it sees what its own tenant holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from maraude.apps.orgs.models import Membership, Role
from maraude.core.vetting import is_cleared


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """A colleague who reads."""

    user_id: int
    role: Role
    team_id: UUID | None
    is_cleared: bool

    @property
    def sees_all(self) -> bool:
        """Say whether every conversation of the association is their business, as far as need to know goes."""
        return self.role == Role.COORDINATOR or (self.role == Role.WORKER and self.team_id is None)


_READER: ContextVar[Reader | None] = ContextVar("reader", default=None)


def reader_of(membership: Membership, *, months: int, today: date) -> Reader:
    """Return a member as a reader, today."""
    return Reader(
        user_id=membership.user_id,
        role=Role(membership.role),
        team_id=membership.team_id,
        is_cleared=is_cleared(membership.vetted_on, months=months, today=today),
    )


def current_reader() -> Reader | None:
    """Return who reads, or None for a program of ours."""
    return _READER.get()


@contextmanager
def reading_as(reader: Reader) -> Iterator[None]:
    """Open only what this reader may open."""
    token = _READER.set(reader)
    try:
        yield
    finally:
        _READER.reset(token)
