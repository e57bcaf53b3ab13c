from __future__ import annotations

from datetime import datetime
from uuid import UUID

from django.db import transaction
from django.db.models.functions import Coalesce

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.people.models import Person
from maraude.core.errors import Refused
from maraude.core.retention import KeepReason, kept_until


class NoLonger(Refused):
    """Two years after their last word, nobody can be kept any longer."""

    code = "no_longer"


class UnknownReason(Refused):
    """Say why, among the reasons shown."""

    code = "unknown_keep_reason"


@transaction.atomic
def keep_longer(*, person_id: UUID, reason: str, by_user_id: int, at: datetime) -> datetime:
    """Keep somebody for 90 days more, two years after their last word at most; return until when.

    Raises `UnknownReason`, `NoLonger`, `Person.DoesNotExist`.
    """
    if reason not in set(KeepReason):
        raise UnknownReason
    people = Person.objects.select_for_update().filter(erased_at__isnull=True)
    person = people.annotate(since=Coalesce("last_inbound_at", "created_at")).get(id=person_id)
    until = kept_until(person.since, at=at)
    if until <= at:
        raise NoLonger
    person.kept_until = until
    person.save(update_fields=["kept_until"])
    record(
        org_id=person.org_id,
        actor=user_actor(by_user_id),
        action="person_kept_longer",
        subject_kind="person",
        subject_id=person.id,
        reason=reason,
    )
    return until
