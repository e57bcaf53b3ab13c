from __future__ import annotations

from uuid import UUID

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.people.models import Person
from maraude.core.age import AgeBand


def note_age_band(*, person_id: UUID, band: AgeBand, by_user_id: int) -> None:
    """Keep the band of the age that was said. Raises `Person.DoesNotExist` for somebody else's person."""
    person = Person.objects.only("org_id", "id", "age_band").get(id=person_id)
    if person.age_band == band:
        return
    Person.objects.filter(id=person_id).update(age_band=band)
    record(
        org_id=person.org_id,
        actor=user_actor(by_user_id),
        action="age_band_noted",
        subject_kind="person",
        subject_id=person_id,
    )
