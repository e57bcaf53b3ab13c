"""Structures and services of published files into the shared directory: all of them, or nothing."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from django.db import connection, transaction

from maraude.apps.directory.actions.imply_services import imply_services
from maraude.apps.directory.actions.read_rows import RowReader
from maraude.apps.directory.files.places import load_geography
from maraude.apps.directory.files.records import AUTO
from maraude.apps.directory.files.report import Report

type Progress = Callable[[int], None]


def import_directory(
    *,
    files: Sequence[Path],
    at: datetime,
    format_id: str = AUTO,
    dry_run: bool = False,
    progress: Progress = lambda _bytes: None,
) -> Report:
    """Read published files in any order and any known format; structures first, since services name them.

    `progress` is told the bytes read. One transaction: nothing is half-written, and a dry run writes nothing.
    Raises `UnreadableFile` for a file of another kind.
    """
    report = Report()
    with transaction.atomic():
        geography = load_geography()
        for is_services in (False, True):
            reader = RowReader(
                is_services=is_services,
                geography=geography,
                report=report,
                at=at,
                progress=progress,
                format_id=format_id,
            )
            for path in files:
                reader.read(path)
            reader.finish()
        report.services["implied"] = imply_services(geography=geography, at=at)
        if dry_run:
            transaction.set_rollback(True)
    if not dry_run:
        _refresh_statistics()
    report.rejects.sort(key=lambda one: (one.file, one.line))
    return report


def _refresh_statistics() -> None:
    """Tell the planner at once what the tables hold now."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE directory_structure, directory_service, directory_spot")
