from __future__ import annotations

from django.apps import AppConfig


class OrgsConfig(AppConfig):
    """Associations, teams, users, roles, tokens and who is on duty."""

    name = "maraude.apps.orgs"
    label = "orgs"
