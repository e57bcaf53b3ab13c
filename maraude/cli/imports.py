"""`maraude import`: public reference data."""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator
from pathlib import Path

import click

from maraude.core.errors import Refused
from maraude.lib import env
from maraude.understanding.gazetteer import Commune, build, save

_NAMES = {
    "insee": ("code_insee", "insee", "code_commune", "com", "code"),
    "name": ("nom", "nom_standard", "libelle", "nom_commune", "name", "nom_de_la_commune"),
    "postal": ("codes_postaux", "code_postal", "postal_codes"),
    "department": ("departement", "dep_code", "dep", "code_departement"),
    "population": ("population", "pop"),
    "lat": ("lat", "latitude", "latitude_centre", "latitude_mairie"),
    "lon": ("lon", "longitude", "longitude_centre", "longitude_mairie"),
}


class WrongFile(Refused):
    """This file does not hold communes: give the CSV of geo.api.gouv.fr, La Poste or INSEE, with a header line."""

    code = "wrong_file"


@click.group(name="import")
def import_group() -> None:
    """Read published reference data into this installation."""


@import_group.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--json", "as_json", is_flag=True)
def geo(*, files: tuple[Path, ...], as_json: bool) -> None:
    """Read communes (CSV with INSEE code, name, postal codes), so that places said become places known."""
    warnings: list[str] = []
    read, communes = 0, {}
    for path in files:
        for number, commune in _communes(path, warnings):
            read += 1
            if commune is None:
                warnings.append(f"{path.name} line {number}: no INSEE code or no name")
                continue
            communes[commune.insee] = commune
    if not communes:
        raise WrongFile
    target = env.home() / "geo"
    target.mkdir(parents=True, exist_ok=True)
    save(build(communes.values()), target / "gazetteer")
    kept = {"read": read, "kept": len(communes), "rejected": read - len(communes), "warnings": warnings}
    click.echo(json.dumps(kept, ensure_ascii=False) if as_json else f"{kept['kept']} communes kept of {read} read")


def _communes(path: Path, warnings: list[str]) -> Iterator[tuple[int, Commune | None]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        first = file.readline()
        delimiter = max(",;\t|", key=first.count) if first else ","
        file.seek(0)
        rows = csv.DictReader(file, delimiter=delimiter)
        columns = _columns([name or "" for name in rows.fieldnames or ()])
        if "insee" not in columns or "name" not in columns:
            warnings.append(f"{path.name}: not a list of communes, left alone")
            return
        for number, row in enumerate(rows, start=2):
            yield number, _commune(row, columns)


def _columns(header: list[str]) -> dict[str, str]:
    plain = {name.strip().lower().lstrip("#").replace(" ", "_"): name for name in header}
    return {
        field: plain[found]
        for field, names in _NAMES.items()
        if (found := next((name for name in names if name in plain), None)) is not None
    }


def _commune(row: dict[str, str], columns: dict[str, str]) -> Commune | None:
    def text(field: str) -> str:
        return (row.get(columns.get(field, ""), "") or "").strip()

    insee = text("insee").zfill(5)
    if len(insee) != 5 or not text("name"):
        return None
    postal = tuple(code.zfill(5) for code in text("postal").replace("|", " ").replace(",", " ").split())
    return Commune(
        name=text("name"),
        insee=insee,
        postal_codes=postal,
        department=text("department") or (insee[:3] if insee.startswith("97") else insee[:2]),
        population=int(float(text("population") or 0)),
        lat=_number(text("lat")),
        lon=_number(text("lon")),
    )


def _number(text: str) -> float | None:
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None
