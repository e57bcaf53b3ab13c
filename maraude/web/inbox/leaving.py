"""What a thread says of its own end: when its person is erased, and why one would keep them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from maraude.apps.orgs.models import Organisation
from maraude.apps.people.models import Person
from maraude.apps.privacy.queries.expiring import leaving_at
from maraude.core.retention import WARNED_BEFORE, KeepReason
from maraude.lib import clock


def leaving_context(organisation: Organisation, person: Person) -> dict[str, Any]:
    """Return when this person is erased, if that is soon. An active thread costs no query."""
    at, since = clock.now(), person.last_inbound_at or person.created_at
    if person.erased_at is not None or at - since < timedelta(days=organisation.talk_days) - WARNED_BEFORE:
        return {}
    return {"leaving": leaving_at(organisation, person.id, at=at), "keep_reasons": list(KeepReason)}
