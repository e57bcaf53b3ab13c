from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.people.models import PathStep, Person
from maraude.core.path import Step


def take_back_step(*, person_id: UUID, step: Step, by_user_id: int, at: datetime) -> bool:
    """Undo a step recorded by mistake; return whether there was one. The program does not notice it again.

    Raises `Person.DoesNotExist` for somebody else's person.
    """
    org_id = Person.objects.values_list("org_id", flat=True).get(id=person_id)
    standing = PathStep.objects.filter(person_id=person_id, step=step, taken_back_at__isnull=True)
    if not standing.update(taken_back_at=at, taken_back_by_id=by_user_id):
        return False
    record(
        org_id=org_id,
        actor=user_actor(by_user_id),
        action="path_taken_back",
        subject_kind="person",
        subject_id=person_id,
        reason=step.value,
    )
    return True
