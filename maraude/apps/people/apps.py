from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Young people: pseudonym first, identities encrypted, one key each."""

    name = "maraude.apps.people"
    label = "people"
