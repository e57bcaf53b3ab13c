"""`maraude bench import`: reading 100,000 services, against the usual importer, a row at a time."""

from __future__ import annotations

import json
import time
from itertools import islice
from pathlib import Path
from typing import Any

from maraude.bench.place import bench_house, work_as
from maraude.bench.synthetic_directory import write_communes, write_directory
from maraude.lib import clock
from maraude.lib.roles import OWNER

_SERVICES = 100_000
_USUAL = 3_000  # rows: the usual importer is too slow for more


def run() -> dict[str, Any]:
    """Import once, import again, then a part of it as is usual; return rows a second of each."""
    with bench_house() as house:
        path = write_directory(house.home / "directory.jsonl", services=_SERVICES)
        communes = write_communes(house.home / "communes.csv")
        work_as(OWNER)
        from maraude.apps.directory.actions.import_geo import import_geo  # noqa: PLC0415 - after django.setup()

        import_geo(files=[communes], gazetteer_path=house.home / "gazetteer", at=clock.now())
        usual = _usual(path)
        first, second = _import(path), _import(path)
    rows = first["rows"]
    return {
        "bench": "import",
        "rows": rows,
        "first_per_s": round(rows / first["seconds"]),
        "again_per_s": round(rows / second["seconds"]),
        "usual_per_s": round(usual),
        "ratio_to_usual": round(rows / first["seconds"] / usual, 1),
        "created": first["created"],
        "unchanged_again": second["unchanged"],
        "synchronous_commit": "on",
    }


def _import(path: Path) -> dict[str, Any]:
    from maraude.apps.directory.actions.import_directory import import_directory  # noqa: PLC0415 - after django.setup()

    begins = time.perf_counter()
    report = import_directory(files=[path], at=clock.now())
    seconds = time.perf_counter() - begins
    both = report.structures + report.services
    if report.rejects:
        raise RuntimeError(f"{len(report.rejects)} rows were refused: this figure would be worth nothing.")
    return {"rows": both["read"], "seconds": seconds, "created": both["created"], "unchanged": both["unchanged"]}


def _usual(path: Path) -> float:
    """Return rows a second of the importer that most projects write, for the same columns; undone at the end."""
    from django.db import transaction  # noqa: PLC0415 - after django.setup()

    with path.open(encoding="utf-8") as file:
        lines = list(islice(file, _USUAL))
    with transaction.atomic():
        begins = time.perf_counter()
        for line in lines:
            _write_one(json.loads(line))
        seconds = time.perf_counter() - begins
        transaction.set_rollback(True)
    return len(lines) / seconds


def _write_one(row: dict[str, Any]) -> None:
    import msgspec  # noqa: PLC0415 - beside Django's own

    from maraude.apps.directory.files import di_v1  # noqa: PLC0415 - after django.setup()
    from maraude.apps.directory.files.derive import Owner, service_row, structure_row  # noqa: PLC0415
    from maraude.apps.directory.files.places import Geography  # noqa: PLC0415
    from maraude.apps.directory.models import Commune, Service, Structure  # noqa: PLC0415

    Commune.objects.filter(insee=row.get("code_insee")).first()
    model: type[Structure | Service]
    if "structure_id" in row:
        structure = Structure.objects.get(id=row["structure_id"])
        published = msgspec.convert(structure.published, di_v1.Structure)
        owner = Owner(id=structure.id, name=structure.name, kind=structure.kind, published=published)
        made: Any = service_row(msgspec.convert(row, di_v1.Service), owner, Geography())
        model = Service
    else:
        made, model = structure_row(msgspec.convert(row, di_v1.Structure), Geography()), Structure
    values = dict(zip(made._fields, made, strict=True)) | {"published": row, "digest": b"", "loaded_at": clock.now()}
    model(**values).full_clean(validate_unique=False, exclude=[name for name, value in values.items() if not value])
    model._default_manager.update_or_create(id=values.pop("id"), defaults=values)  # noqa: SLF001
