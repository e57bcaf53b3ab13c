"""What every page may show."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject

from maraude.web.inbox.screen import waiting_alerts
from maraude.web.rooms import rooms


def house(request: HttpRequest) -> dict[str, object]:
    """Return the organisation, the membership, the rooms one may enter and whether this is the demo."""
    membership = getattr(request, "membership", None)
    return {
        "organisation": getattr(request, "organisation", None),
        "membership": membership,
        "rooms": rooms(membership),
        "is_demo": settings.IS_DEMO,
        "alerts": SimpleLazyObject(waiting_alerts),  # read only by the pages of staff, inside their organisation
    }
