from __future__ import annotations

from django.apps import AppConfig


class PrivacyConfig(AppConfig):
    """What people may see, correct, take away and erase."""

    name = "maraude.apps.privacy"
