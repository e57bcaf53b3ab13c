from __future__ import annotations

from uuid import UUID

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.people.models import Person
from maraude.core.path import Newness


def note_newness(*, person_id: UUID, answer: Newness | None, by_user_id: int) -> None:
    """Keep whether services already knew this person; None forgets an answer given by mistake.

    Raises `Person.DoesNotExist` for somebody else's person.
    """
    person = Person.objects.only("org_id", "id", "newness").get(id=person_id)
    if person.newness == (answer or ""):
        return
    Person.objects.filter(id=person_id).update(newness=answer or "")
    record(
        org_id=person.org_id,
        actor=user_actor(by_user_id),
        action="newness_noted",
        subject_kind="person",
        subject_id=person_id,
    )
