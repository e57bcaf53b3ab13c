from __future__ import annotations

import importlib

from django.apps import AppConfig


class WebConfig(AppConfig):
    """The pages."""

    name = "maraude.web"
    label = "web"

    def ready(self) -> None:
        """Listen to log-ins."""
        importlib.import_module("maraude.web.accounts.limits")
