from __future__ import annotations

from django.apps import AppConfig


class ReportingConfig(AppConfig):
    """What is counted, never who."""

    name = "maraude.apps.reporting"
