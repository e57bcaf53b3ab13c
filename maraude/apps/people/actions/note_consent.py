from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.utils.translation import get_language

from maraude.apps.people.models import Consent
from maraude.core.consent import TEXT_VERSION, Purpose


def note_consent(
    *,
    org_id: int,
    person_id: UUID,
    purpose: Purpose,
    is_given: bool,
    at: datetime,
    channel: str,
    said_by: str = "person",
    subject_id: UUID | None = None,
) -> None:
    """Add a line to the ledger, in the transaction that does what it says."""
    Consent.objects.create(
        org_id=org_id,
        person_id=person_id,
        purpose=purpose,
        is_given=is_given,
        said_by=said_by,
        text_version=TEXT_VERSION,
        language=(get_language() or "fr")[:5],
        channel=channel,
        subject_id=subject_id,
        at=at,
    )
