"""What every page may show."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from maraude.apps.orgs.models import Role
from maraude.web.inbox.screen import waiting_alerts
from maraude.web.rooms import rooms


def house(request: HttpRequest) -> dict[str, object]:
    """Return the organisation, the membership, the rooms one may enter and whether this is the demo."""
    membership = getattr(request, "membership", None)
    reads = membership is not None and Role(membership.role).reads_content
    return {
        "organisation": getattr(request, "organisation", None),
        "membership": membership,
        "rooms": rooms(membership),
        "is_demo": settings.IS_DEMO,
        "alerts": SimpleLazyObject(waiting_alerts) if reads else (),  # looked up only by the pages that show them
        "reads_content": reads,
    }
