from __future__ import annotations

from django.apps import AppConfig


class LeversConfig(AppConfig):
    """What may move somebody: the approved library."""

    name = "maraude.apps.levers"
