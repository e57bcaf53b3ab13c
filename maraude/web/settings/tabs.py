"""The pages of the settings, those that answer."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from maraude.web.rooms import is_open

DOORS = "/settings/doors"
_TABS = (
    {"path": "/settings/", "name": _("First steps")},
    {"path": "/settings/hours", "name": _("Duty and path")},
    {"path": "/settings/people", "name": _("Colleagues")},
    {"path": "/settings/channels", "name": _("Channels")},
    {"path": "/settings/understanding", "name": _("Program")},
    {"path": "/settings/spaces", "name": _("Spaces")},
    {"path": DOORS, "name": _("Doors")},
    {"path": "/settings/stories", "name": _("Stories")},
    {"path": "/settings/levers", "name": _("Suggestions")},
    {"path": "/privacy/", "name": _("Data protection")},
    {"path": "/settings/health", "name": _("Health")},
)


def tabs_context() -> dict[str, Any]:
    """Return the tabs of every page of the settings."""
    return {"tabs": [tab for tab in _TABS if is_open(str(tab["path"]))]}
