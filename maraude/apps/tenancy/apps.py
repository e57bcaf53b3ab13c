from __future__ import annotations

from django.apps import AppConfig


class TenancyConfig(AppConfig):
    """The wall between associations: roles, forced row-level security, tenant-first keys."""

    name = "maraude.apps.tenancy"
    label = "tenancy"
