from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import connection

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.people.models import PathStep, Person
from maraude.core.path import OnlyByAPerson, Step
from maraude.lib.ids import uuid7

# The thread is read by its table, as foreign keys are: rooms above this one are not imported here.
_INSERT = """
INSERT INTO people_pathstep (org_id, id, person_id, step, at, by_id, conversation_id, door, channel)
SELECT p.org_id, %(id)s, p.id, %(step)s, %(at)s, %(by)s, c.id, coalesce(c.door, ''), coalesce(c.channel, '')
FROM people_person p
LEFT JOIN inbox_conversation c ON c.org_id = p.org_id AND c.person_id = p.id AND c.id = %(conversation)s
WHERE p.id = %(person)s
ON CONFLICT (org_id, person_id, step) DO NOTHING
RETURNING org_id
"""


def record_step(
    *, person_id: UUID, step: Step, at: datetime, by_user_id: int | None, conversation_id: UUID | None = None
) -> bool:
    """Note that somebody took a step of their path; return True when it is new.

    Once a person and step: the earliest date is kept. The door and the channel are those of the conversation. Without
    a user the program noticed it: it never brings back what a person took back. Raises `OnlyByAPerson` for a step a
    program may not notice, `Person.DoesNotExist` for somebody else's person.
    """
    if by_user_id is None and not step.is_automatic:
        raise OnlyByAPerson
    values = {"id": uuid7(), "person": person_id, "step": step.value, "at": at, "by": by_user_id}
    with connection.cursor() as cursor:
        cursor.execute(_INSERT, {**values, "conversation": conversation_id})
        row = cursor.fetchone()
    if row is not None:
        _tell(row[0], person_id, step, by_user_id)
        return True
    return _meet_again(person_id, step, at, by_user_id)


def _meet_again(person_id: UUID, step: Step, at: datetime, by_user_id: int | None) -> bool:
    org_id = Person.objects.values_list("org_id", flat=True).get(id=person_id)
    known = PathStep.objects.filter(person_id=person_id, step=step)
    if by_user_id is not None and known.filter(taken_back_at__isnull=False).update(
        at=at, by_id=by_user_id, taken_back_at=None, taken_back_by=None
    ):
        _tell(org_id, person_id, step, by_user_id)
        return True
    if known.filter(taken_back_at__isnull=True, at__gt=at).update(at=at):
        _tell(org_id, person_id, step, by_user_id, reason="earlier")
    return False


def _tell(org_id: int, person_id: UUID, step: Step, by_user_id: int | None, *, reason: str = "") -> None:
    record(
        org_id=org_id,
        actor=user_actor(by_user_id) if by_user_id is not None else "rule:path",
        action=f"path_{step}",
        subject_kind="person",
        subject_id=person_id,
        reason=reason,
    )
