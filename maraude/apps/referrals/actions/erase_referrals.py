from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maraude.apps.orgs.actions.access_links import revoke_links
from maraude.apps.orgs.models import LinkKind
from maraude.apps.referrals.models import Adviser, Referral


def erase_referrals(*, person_id: UUID, at: datetime) -> int:
    """Erase a person's hand-overs: sheets, history, what was due; the structures' addresses open nothing any more."""
    ids = list(Referral.objects.filter(person_id=person_id).values_list("id", flat=True))
    for referral_id in ids:
        revoke_links(kind=LinkKind.STRUCTURE, subject_id=referral_id, at=at)
    for adviser_id in Adviser.objects.filter(referral_id__in=ids).values_list("id", flat=True):
        revoke_links(kind=LinkKind.ADVISER, subject_id=adviser_id, at=at)
    Referral.objects.filter(id__in=ids).delete()  # lines, events and tasks go with it
    return len(ids)
