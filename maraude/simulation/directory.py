"""The demo's own directory: real communes, invented services, read by the same imports as published files."""

from __future__ import annotations

import csv
import json
import tomllib
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import as_file, files
from importlib.resources.abc import Traversable
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from maraude.apps.directory.actions.import_directory import import_directory
from maraude.apps.directory.actions.import_geo import import_geo
from maraude.apps.directory.files.derive import FICTIONAL
from maraude.apps.directory.models import Commune, Service
from maraude.core.directory.need_themes import wanted_leaves
from maraude.core.need import Need
from maraude.understanding.place_names import key

_PLACES = ("alsace", "lorient", "reunion", "anywhere")


def seed_directory(*, gazetteer_path: Path, at: datetime) -> None:
    """Fill an empty directory; one that holds anything is left alone. Only the owner of the tables may."""
    with TemporaryDirectory(prefix="maraude-demo-") as folder:
        if not Commune.objects.exists():
            with as_file(_data() / "communes.csv") as path:
                import_geo(files=[path], gazetteer_path=gazetteer_path, at=at)
        if not Service.objects.exists():
            path = Path(folder) / "maraude-demo.jsonl"
            rows = (json.dumps(row, ensure_ascii=False) for row in published_rows(today=at.date()))
            path.write_text("\n".join(rows), encoding="utf-8")
            import_directory(files=[path], at=at)


def published_rows(*, today: date) -> Iterator[dict[str, Any]]:
    """Yield the invented structures and services as data·inclusion v1 rows."""
    communes = _communes()
    for place in _PLACES:
        text = (_data() / f"services_{place}.toml").read_text(encoding="utf-8")
        for structure in tomllib.loads(text)["structure"]:
            row = _structure(structure, communes[structure["commune"]], today)
            yield row
            for service in structure["service"]:
                yield _service(service, row, today)


def _data() -> Traversable:
    return files("maraude.simulation").joinpath("data")


@cache
def _communes() -> dict[str, dict[str, str]]:
    lines = (_data() / "communes.csv").read_text(encoding="utf-8").splitlines()
    return {row["code_insee"]: row for row in csv.DictReader(lines)}


def _structure(given: dict[str, Any], commune: dict[str, str], today: date) -> dict[str, Any]:
    north, east = given["off"]
    return {
        "source": FICTIONAL,
        "id": f"{FICTIONAL}--{given['id']}",
        "nom": given["name"],
        "date_maj": _looked_at(given["service"][0], today),
        "adresse": given["address"],
        "commune": commune["nom"],
        "code_insee": commune["code_insee"],
        "code_postal": commune["codes_postaux"].split("|")[0],
        "latitude": round(float(commune["latitude"]) + north, 5),
        "longitude": round(float(commune["longitude"]) + east, 5),
        "telephone": given["phone"],
        "horaires_accueil": given.get("hours"),
        "reseaux_porteurs": given.get("networks"),
    }


def _service(given: dict[str, Any], structure: dict[str, Any], today: date) -> dict[str, Any]:
    return {
        "source": FICTIONAL,
        "structure_id": structure["id"],
        "id": f"{structure['id']}--{key(given['name']).replace(' ', '-')[:60]}",
        "nom": given["name"],
        "description": given["description"],
        "date_maj": _looked_at(given, today),
        "thematiques": [_leaf(theme) for theme in given["themes"]],
        "publics": given["publics"],
        "publics_precisions": given.get("ages"),
        "conditions_acces": given.get("conditions"),
        "modes_accueil": given.get("modes", ["en-presentiel"]),
        "modes_mobilisation": given.get("asked"),
        "mobilisable_par": given.get("asked_by", ["usagers", "professionnels"]),
        "zone_eligibilite": given.get("zone"),
        "frais": "gratuit" if given.get("is_free", True) else "payant",
    }


def _looked_at(service: dict[str, Any], today: date) -> str:
    return (today - timedelta(days=service["age_days"])).isoformat()


def _leaf(theme: str) -> str:
    """Return the whole name of a theme written by its last part."""
    return next(leaf for leaf in wanted_leaves(Need) if leaf.partition("--")[2] == theme)
