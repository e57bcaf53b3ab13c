from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maraude.apps.people.models import Identity, Person, PersonKey


def erase_identity(*, person_id: UUID, at: datetime) -> None:
    """Destroy a person's key and every way to know them; a row with an opaque id and a date stays (P-09)."""
    Identity.objects.filter(person_id=person_id).delete()
    PersonKey.objects.filter(person_id=person_id).delete()
    Person.objects.filter(id=person_id).update(
        pseudonym="",
        consent_rung=0,
        age_band="unsaid",
        newness="",
        stopped_at=at,
        last_inbound_at=None,
        erased_at=at,
    )
