from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Q

from maraude.apps.orgs.models import User
from maraude.apps.people.models import Consent, Person


@dataclass(frozen=True, slots=True, kw_only=True)
class LedgerLine:
    """A line of the ledger as it is shown; `heard_by` is empty when the person said it themselves."""

    purpose: str
    is_given: bool
    at: datetime
    heard_by: str
    text_version: str
    language: str
    channel: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """How many lines say yes and no, for one purpose."""

    purpose: str
    given: int
    withdrawn: int


def ledger_of(person_id: UUID) -> list[LedgerLine]:
    """Return what a person agreed to and withdrew, the latest first."""
    rows = list(Consent.objects.filter(person_id=person_id).order_by("-at", "-id"))
    ids = {int(row.said_by[5:]) for row in rows if row.said_by.startswith("user:")}
    names = dict(User.objects.filter(id__in=ids).values_list("id", "display_name"))
    return [
        LedgerLine(
            purpose=row.purpose,
            is_given=row.is_given,
            at=row.at,
            heard_by=names.get(int(row.said_by[5:]), "") if row.said_by.startswith("user:") else "",
            text_version=row.text_version,
            language=row.language,
            channel=row.channel,
        )
        for row in rows
    ]


def standings() -> Sequence[Standing]:
    """Return how often each purpose was agreed to and withdrawn in the association: counts, nobody."""
    rows = Consent.objects.values("purpose").annotate(
        given=Count("id", filter=Q(is_given=True)), withdrawn=Count("id", filter=Q(is_given=False))
    )
    return [Standing(**row) for row in rows.order_by("purpose")]


def kept_counts() -> dict[str, int]:
    """Return how many people are kept, were erased, asked for no program, and asked us to stop."""
    found = Person.objects.aggregate(
        kept=Count("id", filter=Q(erased_at__isnull=True)),
        erased=Count("id", filter=Q(erased_at__isnull=False)),
        without_ai=Count("id", filter=Q(without_ai=True)),
        stopped=Count("id", filter=Q(stopped_at__isnull=False, erased_at__isnull=True)),
    )
    return {name: int(number) for name, number in found.items()}
