from __future__ import annotations

from django.apps import AppConfig


class DirectoryConfig(AppConfig):
    """Services and structures, ours and the public ones."""

    name = "maraude.apps.directory"
