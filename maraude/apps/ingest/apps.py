from __future__ import annotations

from django.apps import AppConfig


class IngestConfig(AppConfig):
    """Doors of the program: channel accounts, envelopes, the content-free queue."""

    name = "maraude.apps.ingest"
    label = "ingest"
