"""The page of a partner and the picture for their stream: two addresses that end with the agreement."""

from __future__ import annotations

import base64
import hashlib
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.orgs.actions.access_links import make_link, revoke_links
from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.outreach.models import Space, SpaceAgreement
from maraude.apps.outreach.queries.spaces import SpaceForbids
from maraude.core.space import Why


def open_kit(*, space: Space, by_user_id: int, at: datetime) -> str:
    """Return the code of the partner's page, seen this once; the one before ends. Raises `SpaceForbids`."""
    agreement = SpaceAgreement.objects.filter(space_id=space.id, ended_at__isnull=True).first()
    if agreement is None:
        raise SpaceForbids(Why.NO_AGREEMENT)
    zone = ZoneInfo(Organisation.objects.values_list("time_zone", flat=True).get())
    ends_at = datetime.combine(agreement.expires_on + timedelta(days=1), time(), zone)
    if ends_at <= at:
        raise SpaceForbids(Why.AGREEMENT_OVER)
    close_kit(space=space, at=at)
    token = make_link(org_id=space.org_id, kind=LinkKind.KIT, subject_id=space.id, expires_at=ends_at)
    make_link(
        org_id=space.org_id,
        kind=LinkKind.OVERLAY,
        subject_id=space.id,
        expires_at=ends_at,
        token=overlay_key(token),
    )
    record(
        org_id=space.org_id,
        actor=user_actor(by_user_id),
        action="kit_opened",
        subject_kind="space",
        subject_id=space.id,
    )
    return token


def close_kit(*, space: Space, at: datetime) -> None:
    """End both addresses."""
    for kind in (LinkKind.KIT, LinkKind.OVERLAY):
        revoke_links(kind=kind, subject_id=space.id, at=at)


def overlay_key(token: str) -> str:
    """Return the key of the picture from the code of the page: who sees the one cannot open the other."""
    return base64.urlsafe_b64encode(hashlib.sha256(f"overlay:{token}".encode()).digest()[:24]).decode()
