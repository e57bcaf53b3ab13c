"""Invented structures and services as their publisher would write them (data·inclusion v1)."""

from __future__ import annotations

import csv
import tomllib
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from maraude.core.directory.need_themes import wanted_leaves
from maraude.core.need import Need
from maraude.core.service import FICTIONAL
from maraude.understanding.place_names import key

_PLACES = ("alsace", "lorient", "reunion", "anywhere")


def published_rows(*, today: date) -> Iterator[dict[str, Any]]:
    """Yield the invented structures and services as data·inclusion v1 rows."""
    communes = _communes()
    for place in _PLACES:
        text = (data_folder() / f"services_{place}.toml").read_text(encoding="utf-8")
        for structure in tomllib.loads(text)["structure"]:
            row = _structure(structure, communes[structure["commune"]], today)
            yield row
            for service in structure["service"]:
                yield _service(service, row, today)


def data_folder() -> Traversable:
    return files("maraude.simulation").joinpath("data")


@cache
def _communes() -> dict[str, dict[str, str]]:
    lines = (data_folder() / "communes.csv").read_text(encoding="utf-8").splitlines()
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
