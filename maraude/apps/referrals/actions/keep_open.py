from __future__ import annotations

from datetime import datetime, timedelta

from maraude.apps.orgs.actions.access_links import extend_links
from maraude.apps.orgs.models import LinkKind
from maraude.apps.referrals.models import Adviser, Referral

STAYS_OPEN = timedelta(days=180)  # an answered link serves to say later: came, did not come, entered


def keep_open(referral: Referral, *, at: datetime) -> None:
    """Let the addresses of a structure that answered last, those of its invited colleagues too."""
    until = at + STAYS_OPEN
    extend_links(kind=LinkKind.STRUCTURE, subject_id=referral.id, expires_at=until, at=at)
    for adviser_id in Adviser.objects.filter(referral_id=referral.id).values_list("id", flat=True):
        extend_links(kind=LinkKind.ADVISER, subject_id=adviser_id, expires_at=until, at=at)
