from __future__ import annotations

from maraude.apps.audit.actions.record import record
from maraude.apps.people.models import Person


def note_export(*, person: Person, actor: str, with_notes: bool = False) -> None:
    """Leave a trace of a copy that was made: by whom and when, nothing of what was in it."""
    reason = "with_notes" if with_notes else ""
    record(
        org_id=person.org_id,
        actor=actor,
        action="person_exported",
        subject_kind="person",
        subject_id=person.id,
        reason=reason,
    )
