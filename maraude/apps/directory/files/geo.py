"""Published lists of communes, former communes, EPCI, départements and régions: told apart by their columns.

Layouts read: geo.api.gouv.fr, La Poste (base officielle des codes postaux), INSEE (code officiel géographique).
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from maraude.apps.directory.files.places import department_of
from maraude.apps.directory.models import LoadedFile

type Row = Mapping[str, str]

_NAMES: Final = {
    "insee": ("code_insee", "code_commune_insee", "insee", "code_commune", "com", "code"),
    "name": ("nom", "nom_standard", "libelle", "nom_commune", "name", "nom_de_la_commune"),
    "postal": ("codes_postaux", "code_postal", "postal_codes", "codespostaux"),
    "department": ("departement", "dep_code", "dep", "code_departement", "codedepartement"),
    "region": ("code_region", "region", "reg", "reg_code", "coderegion"),
    "parent": ("commune_parente", "comparent", "parent"),
    "epci": ("siren_epci", "epci", "code_epci", "codeepci"),
    "population": ("population", "pop", "pmun"),
    "lat": ("lat", "latitude", "latitude_centre", "latitude_mairie"),
    "lon": ("lon", "longitude", "longitude_centre", "longitude_mairie"),
    "former": ("code_ancien", "com_av", "ancien_code"),
    "former_name": ("nom_ancien", "libelle_av"),
    "current": ("code_actuel", "com_ap", "nouveau_code"),
    "siren": ("siren", "siren_epci"),
}


@dataclass(slots=True, kw_only=True)
class GeoFile:
    """What a file holds: its kind (None when it is none of ours), its rows by our own names, and its complaints."""

    name: str
    kind: LoadedFile.Kind | None
    rows: list[tuple[int, Row]] = field(default_factory=list)


def read_geo_file(path: Path) -> GeoFile:
    """Read a file whole: the largest of these is five megabytes."""
    header, rows = _json(path) if path.suffix.lower() in {".json", ".geojson"} else _csv(path)
    columns = _columns(header)
    kind = _kind(columns, header)
    if kind is None:
        return GeoFile(name=path.name, kind=None)
    return GeoFile(name=path.name, kind=kind, rows=[(number, _renamed(row, columns)) for number, row in rows])


def _csv(path: Path) -> tuple[list[str], Iterator[tuple[int, Mapping[str, Any]]]]:
    lines = path.read_text(encoding="utf-8-sig", errors="replace").splitlines()
    first = lines[0] if lines else ""
    reader = csv.DictReader(lines, delimiter=max(",;\t|", key=first.count))
    header = [name or "" for name in reader.fieldnames or ()]
    return header, enumerate(reader, start=2)


def _json(path: Path) -> tuple[list[str], Iterator[tuple[int, Mapping[str, Any]]]]:
    try:
        rows = json.loads(path.read_bytes())
    except ValueError:
        return [], iter(())
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        return [], iter(())
    header = list(dict.fromkeys(name for row in rows[:50] for name in row))
    return header, enumerate(rows, start=1)


def _columns(header: list[str]) -> dict[str, str]:
    plain = {name.strip().lower().lstrip("#").replace(" ", "_"): name for name in header}
    return {
        ours: plain[found]
        for ours, names in _NAMES.items()
        if (found := next((name for name in names if name in plain), None)) is not None
    }


def _kind(columns: Mapping[str, str], header: list[str]) -> LoadedFile.Kind | None:
    has = columns.keys()
    if {"former", "current"} <= has:
        return LoadedFile.Kind.FORMER_COMMUNES
    if {"siren", "name"} <= has and columns.get("insee") is None:
        return LoadedFile.Kind.EPCI
    if not {"insee", "name"} <= has:
        return None
    if {"postal", "lat", "department", "parent"} & has:
        return LoadedFile.Kind.COMMUNES
    seat = any(name.strip().lower() in {"cheflieu", "chef_lieu"} for name in header)
    if "region" in has:
        return LoadedFile.Kind.DEPARTMENTS
    return LoadedFile.Kind.REGIONS if seat else LoadedFile.Kind.COMMUNES


def _renamed(row: Mapping[str, Any], columns: Mapping[str, str]) -> Row:
    found = {}
    for ours, theirs in columns.items():
        value = row.get(theirs)
        found[ours] = (
            "|".join(map(str, value)) if isinstance(value, list) else str(value if value is not None else "").strip()
        )
    return found


def insee_code(text: str) -> str | None:
    """Return an INSEE code, its leading zero put back; None for anything else.

    >>> insee_code("1001"), insee_code("2A004"), insee_code("n/a")
    ('01001', '2A004', None)
    """
    code = text.strip().upper().zfill(5)
    is_code = len(code) == 5 and code[2:].isdecimal() and (code[:2].isdecimal() or code[:2] in {"2A", "2B"})
    return code if is_code and code != "00000" else None


def postal_codes(text: str) -> list[str]:
    """Return the postal codes of a cell, however they are separated."""
    parts = text.replace("|", " ").replace(",", " ").replace("/", " ").split()
    return list(dict.fromkeys(part.zfill(5) for part in parts if part.isdecimal() and len(part) <= 5))


def number(text: str) -> float | None:
    """Return a number, with a point or a comma; None when it is none."""
    try:
        return float(text.replace(",", "."))
    except ValueError:
        return None


def department(row: Row, insee: str) -> str:
    """Return the département a row says, or that of its code."""
    return row.get("department") or department_of(insee)
