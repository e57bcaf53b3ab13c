"""Who has not written for long enough to be erased, and what holds them back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from maraude.apps.inbox.models import Conversation
from maraude.apps.ingest.models import QueueItem
from maraude.apps.orgs.models import Organisation
from maraude.apps.people.models import Person
from maraude.apps.referrals.models import Referral
from maraude.apps.safety.models import Alert, AlertState, SafeguardingReport
from maraude.core.retention import WARNED_BEFORE, due_at


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaving:
    """Somebody who will be erased: when, and whether something holds them that day."""

    person_id: UUID
    pseudonym: str
    conversation_id: UUID | None
    at: datetime
    is_held: bool


def due_people(organisation: Organisation, *, at: datetime) -> QuerySet[Person]:
    """Return those whose time is over at `at` and whom nothing holds, the longest silent first."""
    return _over(organisation, at).filter(~_hold(at))


def held_people(organisation: Organisation, *, at: datetime) -> QuerySet[Person]:
    """Return those whose time is over, but whom a danger, a report, a colleague or a waiting message holds."""
    return _over(organisation, at).filter(_hold(at))


def leaving_soon(organisation: Organisation, *, at: datetime, most: int = 100) -> list[Leaving]:
    """Return who is erased within two weeks unless they write or somebody keeps them, the soonest first."""
    return list(_leaving(organisation, _over(organisation, at + WARNED_BEFORE)[:most], at))


def leaving_at(organisation: Organisation, person_id: UUID, *, at: datetime) -> Leaving | None:
    """Return when one person is erased, None when that is more than two weeks away."""
    rows = _over(organisation, at + WARNED_BEFORE).filter(id=person_id)
    return next(_leaving(organisation, rows, at), None)


def _over(organisation: Organisation, at: datetime) -> QuerySet[Person]:
    talk, follow_up = at - timedelta(days=organisation.talk_days), at - timedelta(days=organisation.follow_up_days)
    return (
        Person.objects.filter(erased_at__isnull=True)
        .annotate(since=Coalesce("last_inbound_at", "created_at"))
        .filter(Q(~_is_followed(), since__lt=talk) | Q(_is_followed(), since__lt=follow_up))
        .order_by("since", "id")
    )


def _is_followed() -> Q:
    return Q(Exists(Referral.objects.filter(person_id=OuterRef("id"), released_at__isnull=False)))


def _hold(at: datetime) -> Q:
    theirs = Conversation.objects.filter(person_id=OuterRef(OuterRef("id"))).values("id")
    danger = Alert.objects.filter(conversation_id__in=theirs).exclude(state=AlertState.CLOSED)
    report = SafeguardingReport.objects.filter(person_id=OuterRef("id"), ended_at__isnull=True)
    waiting = QueueItem.objects.filter(conversation_id__in=theirs)
    kept = Q(kept_until__isnull=False, kept_until__gt=at)
    return kept | Q(Exists(danger)) | Q(Exists(report)) | Q(Exists(waiting))


def _leaving(organisation: Organisation, people: QuerySet[Person], at: datetime) -> Iterator[Leaving]:
    threads = Conversation.objects.filter(person_id=OuterRef("id")).order_by("-last_message_at").values("id")
    ids = list(people.values_list("id", flat=True))
    rows = Person.objects.filter(id__in=ids).annotate(
        since=Coalesce("last_inbound_at", "created_at"),
        is_followed=Exists(Referral.objects.filter(person_id=OuterRef("id"), released_at__isnull=False)),
        thread_id=Subquery(threads[:1]),
    )
    held = set(rows.filter(_hold(at)).values_list("id", flat=True))
    for row in rows.order_by("since", "id"):
        end = due_at(
            row.since,
            is_followed=row.is_followed,
            talk_days=organisation.talk_days,
            follow_up_days=organisation.follow_up_days,
        )
        yield Leaving(
            person_id=row.id,
            pseudonym=row.pseudonym,
            conversation_id=row.thread_id,
            at=max(end, row.kept_until or end, at),
            is_held=row.id in held,
        )
