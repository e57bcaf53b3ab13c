"""The demo's own directory: real communes, invented services, read by the same imports as published files."""

from __future__ import annotations

import json
from datetime import datetime
from importlib.resources import as_file
from pathlib import Path
from tempfile import TemporaryDirectory

from maraude.apps.directory.actions.import_directory import import_directory
from maraude.apps.directory.actions.import_geo import import_geo
from maraude.apps.directory.models import Commune, Service
from maraude.simulation.invented_services import data_folder, published_rows


def seed_directory(*, gazetteer_path: Path, at: datetime) -> None:
    """Fill an empty directory; one that holds anything is left alone. Only the owner of the tables may."""
    with TemporaryDirectory(prefix="maraude-demo-") as folder:
        if not Commune.objects.exists():
            with as_file(data_folder() / "communes.csv") as path:
                import_geo(files=[path], gazetteer_path=gazetteer_path, at=at)
        if not Service.objects.exists():
            path = Path(folder) / "maraude-demo.jsonl"
            rows = (json.dumps(row, ensure_ascii=False) for row in published_rows(today=at.date()))
            path.write_text("\n".join(rows), encoding="utf-8")
            import_directory(files=[path], at=at)
