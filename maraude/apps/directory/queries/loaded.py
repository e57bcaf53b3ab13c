"""What was loaded of the public directory, and how old it is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from django.db.models import Count, Max, Min

from maraude.apps.directory.models import LoadedFile, Service


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceAge:
    """A publisher's services: how many, and between which days they were last looked at."""

    source: str
    services: int
    oldest_on: date
    newest_on: date


def source_ages() -> list[SourceAge]:
    """Return each source, the largest first."""
    rows = Service.objects.values("source").annotate(
        services=Count("id"), oldest_on=Min("updated_on"), newest_on=Max("updated_on")
    )
    return [SourceAge(**row) for row in rows.order_by("-services", "source")]


def last_files() -> Sequence[LoadedFile]:
    """Return the last file read of each kind."""
    return list(LoadedFile.objects.order_by("kind", "-loaded_at", "-id").distinct("kind"))


def last_import_at() -> datetime | None:
    """Return when the directory was last read from a file."""
    found: datetime | None = LoadedFile.objects.aggregate(at=Max("loaded_at"))["at"]
    return found
