from __future__ import annotations

from collections.abc import Iterable

from maraude.apps.people.models import Identity, Person


def lookups_without_ai(lookups: Iterable[bytes]) -> set[bytes]:
    """Return which of these identities belong to people who asked for no help from a program, in one query."""
    people = Person.objects.filter(without_ai=True).values("id")
    rows = Identity.objects.filter(lookup__in=list(lookups), person_id__in=people)
    return {bytes(lookup) for lookup in rows.values_list("lookup", flat=True)}
