from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """What was done, by whom: append-only facts without content."""

    name = "maraude.apps.audit"
    label = "audit"
