from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection

from maraude.apps.orgs.actions.access_links import link_digest
from maraude.apps.orgs.models import LinkKind


@dataclass(frozen=True, slots=True, kw_only=True)
class OpenLink:
    """What an address opens, and whose it is."""

    org_id: int
    subject_id: UUID


def open_link(token: str, *, kind: LinkKind) -> OpenLink | None:
    """Return what this code opens, or None when it is unknown, of another kind, expired or revoked.

    Asked before a tenant is known: go on inside `tenant(link.org_id)`.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT org_id, subject_id FROM doors.access_link(%s, %s)", [link_digest(token), kind.value])
        row = cursor.fetchone()
    return OpenLink(org_id=row[0], subject_id=row[1]) if row else None
