from __future__ import annotations

from django.apps import AppConfig


class OutreachConfig(AppConfig):
    """Doors, spaces and rounds."""

    name = "maraude.apps.outreach"
