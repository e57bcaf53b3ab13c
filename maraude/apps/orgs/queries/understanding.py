from __future__ import annotations

from maraude.apps.orgs.models import Organisation


def caution_of(org_id: int) -> int:
    """Return how careful the association wants the model to be about danger: 0 as measured, 1, 2."""
    return Organisation.objects.values_list("caution", flat=True).get(id=org_id)
