"""Addresses without log-in: made once, shown once, ended by date or by gesture."""

from __future__ import annotations

import hashlib
import secrets
from datetime import datetime
from uuid import UUID

from maraude.apps.orgs.models import AccessLink, LinkKind

_TOKEN_BYTES = 24  # 192 random bits: nothing to guess


def link_digest(token: str) -> bytes:
    """Return how the code of an address is kept: its SHA-256."""
    return hashlib.sha256(token.encode()).digest()


def make_link(
    *, org_id: int, kind: LinkKind, subject_id: UUID, expires_at: datetime | None = None, token: str | None = None
) -> str:
    """Return a new code that opens `subject_id`; it is seen this once. `token`: a code chosen by a person (a door)."""
    made = token or secrets.token_urlsafe(_TOKEN_BYTES)
    AccessLink.objects.create(
        org_id=org_id, kind=kind, digest=link_digest(made), subject_id=subject_id, expires_at=expires_at
    )
    return made


def extend_links(*, kind: LinkKind, subject_id: UUID, expires_at: datetime, at: datetime) -> None:
    """Let the open addresses of this last until `expires_at` at least; never shortens one, never revives one."""
    AccessLink.objects.filter(
        kind=kind, subject_id=subject_id, revoked_at__isnull=True, expires_at__gt=at, expires_at__lt=expires_at
    ).update(expires_at=expires_at)


def revoke_links(*, kind: LinkKind, subject_id: UUID, at: datetime) -> int:
    """End every address that opens this; return how many were open."""
    return AccessLink.objects.filter(kind=kind, subject_id=subject_id, revoked_at__isnull=True).update(revoked_at=at)
