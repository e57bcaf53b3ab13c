"""Communes and the areas around them into the shared reference data, and into the gazetteer that reads messages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Any

from django.db import connection, transaction

from maraude.apps.directory.actions.load_rows import replace
from maraude.apps.directory.files import geo
from maraude.apps.directory.files.geo import GeoFile, read_geo_file
from maraude.apps.directory.models import Commune, FormerCommune, LoadedFile
from maraude.core.errors import Refused
from maraude.understanding import gazetteer
from maraude.understanding.place_names import bare, key

_SHOWN_WARNINGS = 200
_LONGEST = 150


class WrongFile(Refused):
    """These files hold no communes: give the CSV of geo.api.gouv.fr, La Poste or INSEE, with a header line."""

    code = "wrong_file"


@dataclass(slots=True, kw_only=True)
class GeoReport:
    """What was read, kept and refused, and why."""

    read: int = 0
    kept: int = 0
    warnings: list[str] = field(default_factory=list)

    def as_json(self) -> dict[str, Any]:
        """Return the report of `import geo --json`."""
        return {
            "read": self.read,
            "kept": self.kept,
            "rejected": self.read - self.kept,
            "warnings": self.warnings[:_SHOWN_WARNINGS],
        }

    def warn(self, file: GeoFile, line: int, message: str) -> None:
        """Note why a row was left out."""
        self.warnings.append(f"{file.name} line {line}: {message}")


def import_geo(*, files: Sequence[Path], gazetteer_path: Path, at: datetime) -> GeoReport:
    """Replace each list by the file that holds it, in one transaction, then write the gazetteer anew.

    Raises `WrongFile` when no file holds anything of ours.
    """
    report = GeoReport()
    found = [read_geo_file(path) for path in files]
    if all(file.kind is None for file in found):
        raise WrongFile
    with transaction.atomic():
        for file in found:
            if file.kind is None:
                report.warnings.append(f"{file.name}: no list of communes, EPCI, départements or régions, left alone")
                continue
            kept = _KEEPERS[file.kind](file, report)
            report.read += len(file.rows)
            report.kept += kept
            LoadedFile.objects.create(
                kind=file.kind, name=file.name[:200], rows_read=len(file.rows), rows_kept=kept, loaded_at=at
            )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE directory_commune, directory_formercommune")
    write_gazetteer(gazetteer_path)
    return report


def write_gazetteer(path: Path) -> None:
    """Write the file by which messages are read, from the communes that are known."""
    names: dict[str, list[str]] = {}
    for insee, name in FormerCommune.objects.order_by("name").values_list("insee", "name"):
        names.setdefault(insee, []).append(name)
    communes = [
        gazetteer.Commune(
            name=row.name,
            insee=row.insee,
            postal_codes=tuple(row.postal_codes),
            department=row.department,
            population=row.population,
            lat=row.lat,
            lon=row.lon,
            old_names=tuple(name for name in names.get(row.insee, ()) if name != row.name),
        )
        for row in Commune.objects.order_by("insee").iterator(chunk_size=5_000)
    ]
    if communes:
        gazetteer.save(gazetteer.build(communes), path)


def _communes(file: GeoFile, report: GeoReport) -> int:
    rows: dict[str, tuple[Any, ...]] = {}
    for line, row in file.rows:
        insee, name = geo.insee_code(row["insee"]), row["name"][:_LONGEST]
        if insee is None or not name:
            report.warn(file, line, "no INSEE code or no name")
            continue
        postal = geo.postal_codes(row.get("postal", ""))
        if insee in rows:  # La Poste writes one line a postal code
            postal = list(dict.fromkeys([*rows[insee][8], *postal]))
        lat, lon = geo.number(row.get("lat", "")), geo.number(row.get("lon", ""))
        if lat is None or lon is None:
            lat = lon = None
            report.warn(file, line, f"{name} ({insee}) has no coordinates: no distance will be given there")
        rows[insee] = (
            insee,
            name,
            key(name),
            bare(key(name)),
            row.get("parent", "")[:5],
            geo.department(row, insee),
            row.get("region", "")[:3],
            row.get("epci", "")[:9],
            postal,
            int(geo.number(row.get("population", "")) or 0),
            lat,
            lon,
        )
    replace("directory_commune", _COMMUNE, rows.values())
    return len(rows)


_COMMUNE = (
    "insee",
    "name",
    "compared",
    "bare",
    "parent",
    "department",
    "region",
    "epci",
    "postal_codes",
    "population",
    "lat",
    "lon",
)


def _former(file: GeoFile, report: GeoReport) -> int:
    rows: dict[tuple[str, str], tuple[str, ...]] = {}
    for line, row in file.rows:
        code, insee = geo.insee_code(row["former"]), geo.insee_code(row["current"])
        name = row.get("former_name", "")[:_LONGEST]
        if code is None or insee is None or not name:
            report.warn(file, line, "no old code, no name or no code of today")
            continue
        rows[code, name] = (code, name, key(name), insee)
    replace("directory_formercommune", ("code", "name", "compared", "insee"), rows.values())
    return len(rows)


def _areas(kind: str) -> Any:  # noqa: ANN401 - a keeper, see _KEEPERS
    def keep(file: GeoFile, report: GeoReport) -> int:
        rows: dict[str, tuple[Any, ...]] = {}
        for line, row in file.rows:
            code, name = (row.get("siren") if kind == "epci" else row.get("insee")) or "", row["name"][:_LONGEST]
            if not code or len(code) > 9 or not name:
                report.warn(file, line, "no code or no name")
                continue
            population = geo.number(row.get("population", ""))
            rows[code] = (
                kind,
                code,
                name,
                key(name),
                row.get("region", "")[:3],
                int(population) if population else None,
            )
        replace(
            "directory_area",
            ("kind", "code", "name", "compared", "region", "population"),
            rows.values(),
            only=("kind", kind),
        )
        return len(rows)

    return keep


_KEEPERS: dict[LoadedFile.Kind, Any] = {
    LoadedFile.Kind.COMMUNES: _communes,
    LoadedFile.Kind.FORMER_COMMUNES: _former,
    LoadedFile.Kind.EPCI: _areas("epci"),
    LoadedFile.Kind.DEPARTMENTS: _areas("department"),
    LoadedFile.Kind.REGIONS: _areas("region"),
}
