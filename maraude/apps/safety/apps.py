from __future__ import annotations

from django.apps import AppConfig


class SafetyConfig(AppConfig):
    """Alerts: raised, told, seen, taken, closed."""

    name = "maraude.apps.safety"
    label = "safety"
