from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maraude.apps.audit.actions.record import record
from maraude.apps.people.actions.note_consent import note_consent
from maraude.apps.people.actions.record_step import record_step
from maraude.apps.people.models import Person
from maraude.core.consent import Purpose
from maraude.core.path import Step

_WHERE = "own_words"  # they wrote it, or pressed it on their page


def stop_contact(*, org_id: int, person_id: UUID, at: datetime, conversation_id: UUID | None = None) -> bool:
    """Honour a STOP said at `at`: nothing more is sent to this person until they write again themselves.

    Return whether it is new: a STOP said again changes nothing.
    """
    person = Person.objects.filter(id=person_id)
    if person.filter(stopped_at__isnull=True).update(stopped_at=at):
        note_consent(org_id=org_id, person_id=person_id, purpose=Purpose.CONTACT, is_given=False, at=at, channel=_WHERE)
        record(org_id=org_id, actor="person", action="stopped", subject_kind="person", subject_id=person_id)
        record_step(person_id=person_id, step=Step.STOPPED, at=at, by_user_id=None, conversation_id=conversation_id)
        return True
    person.filter(stopped_at__lt=at).update(stopped_at=at)
    return False


def resume_contact(*, person_id: UUID, at: datetime) -> None:
    """Forget a STOP said before `at`: the person came back, so they may be answered again."""
    person = Person.objects.filter(id=person_id, stopped_at__lte=at).only("org_id").first()
    if person is not None:
        Person.objects.filter(id=person_id).update(stopped_at=None)
        note_consent(
            org_id=person.org_id, person_id=person_id, purpose=Purpose.CONTACT, is_given=True, at=at, channel=_WHERE
        )
