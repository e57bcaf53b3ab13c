"""Where colleagues looked for services for somebody."""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from maraude.apps.directory.models import SoughtPlace
from maraude.apps.people.vault import person_keys, read_text


def sought_places(*, conversation_ids: Collection[UUID]) -> dict[UUID, str]:
    """Return the INSEE code chosen for each of these conversations; none for an erased person."""
    rows = list(SoughtPlace.objects.filter(conversation_id__in=conversation_ids))
    keys = person_keys(row.person_id for row in rows) if rows else {}
    found = {}
    for row in rows:
        place = read_text(
            keys,
            row.sealed_place,
            org_id=row.org_id,
            person_id=row.person_id,
            column="sought_place",
            row_id=row.conversation_id,
        )
        if place is not None:
            found[row.conversation_id] = place
    return found
