from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Max, Min

from maraude.apps.audit.actions.record import user_actor
from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.models import Conversation
from maraude.apps.people.models import Person
from maraude.core.age import MINORS

_AT_ONCE = 1000


@dataclass(frozen=True, slots=True, kw_only=True)
class Exposed:
    """Somebody whose words an account had before its eyes: opaque ids, when, how often; no name and no word."""

    person: UUID
    conversation: UUID
    first_at: datetime
    last_at: datetime
    times: int
    is_minor: bool
    had_danger: bool
    is_erased: bool


def exposure_of(*, user_id: int, begins: datetime, ends: datetime) -> Iterator[Exposed]:
    """Yield everybody in a conversation that this account opened or acted on in a period, the latest first.

    What is not in the journal is not here: lists of conversations with their last line, and tokens of integrations.
    """
    facts = AuditFact.objects.filter(
        actor=user_actor(user_id), subject_kind="conversation", at__gte=begins, at__lt=ends
    )
    rows = list(
        facts.values("subject_id")
        .annotate(first_at=Min("at"), last_at=Max("at"), times=Count("id"))
        .order_by("-last_at", "subject_id")
    )
    for start in range(0, len(rows), _AT_ONCE):
        part = rows[start : start + _AT_ONCE]
        ids = [UUID(row["subject_id"]) for row in part]
        threads = {one.id: one for one in Conversation.objects.filter(id__in=ids)}
        people = {one.id: one for one in Person.objects.filter(id__in={one.person_id for one in threads.values()})}
        for row in part:
            thread = threads.get(UUID(row["subject_id"]))
            if thread is None:
                continue
            person = people[thread.person_id]
            yield Exposed(
                person=person.id,
                conversation=thread.id,
                first_at=row["first_at"],
                last_at=row["last_at"],
                times=row["times"],
                is_minor=person.age_band in MINORS,
                had_danger=thread.danger_rank > 0,
                is_erased=person.erased_at is not None,
            )
