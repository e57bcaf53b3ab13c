"""Published files, small: the rows of data·inclusion v1 and the communes around Saverne."""

from __future__ import annotations

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from maraude.apps.directory.actions.import_directory import import_directory
from maraude.apps.directory.actions.import_geo import GeoReport, import_geo
from maraude.apps.directory.files.report import Report
from tests.support.directory import LOADED_AT
from tests.support.roles import as_role

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data"
HEADER = (
    "code_insee,nom,type,commune_parente,code_departement,code_region,siren_epci,codes_postaux,population,latitude,"
    "longitude\n"
)
COMMUNES = """\
67437,Saverne,COM,,67,44,200068112,67700,11460,48.73984,7.34162
67283,Marmoutier,COM,,67,44,200068112,67440,2730,48.6894,7.3826
67003,Monswiller,COM,,67,44,200068112,67700,2100,48.7536,7.3797
75056,Paris,COM,,75,11,200054781,75001|75019,2103778,48.86032,2.34446
75119,Paris 19e Arrondissement,ARM,75056,75,11,200054781,75019,178691,48.88705,2.38482
93066,Saint-Denis,COM,,93,11,200054781,93200|93210,113000,48.936,2.357
97411,Saint-Denis,COM,,974,04,249740119,97400|97417,155634,-20.93303,55.44698
2A004,Ajaccio,COM,,2A,94,242010056,20000|20090,76320,41.93472,8.70094
98412,Archipel des Kerguelen,COM,,984,984,,,0,,
01138,Culoz-Béon,COM,,01,84,,01350,3000,45.85,5.78
"""
FORMER = "code_ancien,nom_ancien,type,code_actuel\n01039,Béon,commune-deleguee,01138\n"
DEPARTMENTS = [{"code": "2A", "region": "94", "chefLieu": "2A004", "nom": "Corse-du-Sud"}]


def structure(**given: Any) -> dict[str, Any]:
    """Return a structure as published: the mission locale of Saverne, unless told otherwise."""
    return {
        "source": "test",
        "id": "test--ml",
        "nom": "Mission locale de Saverne",
        "date_maj": "2025-12-01",
        "adresse": "16 rue du Zornhoff",
        "commune": "Saverne",
        "code_postal": "67700",
        "code_insee": "67437",
        "latitude": 48.742,
        "longitude": 7.36,
        "telephone": "0199001234",
        "_ours": "ignored",
    } | given


def service(**given: Any) -> dict[str, Any]:
    """Return a service as published."""
    return {
        "source": "test",
        "structure_id": "test--ml",
        "id": "test--ml--suivi",
        "nom": "Accompagnement des 16-25 ans",
        "description": "Un conseiller reçoit les jeunes.",
        "date_maj": "2025-12-01",
        "thematiques": ["trouver-un-emploi--repondre-a-des-offres-demploi"],
        "publics": ["jeunes"],
        "modes_accueil": ["en-presentiel"],
        "frais": "gratuit",
    } | given


def write_lines(path: Path, rows: Iterable[object]) -> Path:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")
    return path


def load(folder: Path, *rows: object, dry_run: bool = False, name: str = "file.jsonl") -> Report:
    """Import rows as the command does."""
    return load_files(write_lines(folder / name, rows), dry_run=dry_run)


def load_files(*files: Path, dry_run: bool = False) -> Report:
    with as_role("owner"):
        return import_directory(files=files, at=LOADED_AT, dry_run=dry_run)


def load_geo(folder: Path) -> GeoReport:
    """Import the communes of the tests, as the command does."""
    files = [folder / "communes.csv", folder / "former.csv", folder / "departements.json"]
    files[0].write_text(HEADER + COMMUNES, encoding="utf-8")
    files[1].write_text(FORMER, encoding="utf-8")
    files[2].write_text(json.dumps(DEPARTMENTS), encoding="utf-8")
    with as_role("owner"):
        return import_geo(files=files, gazetteer_path=folder / "gazetteer", at=LOADED_AT)
