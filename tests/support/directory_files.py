"""Published files in their own formats, small and invented."""

from __future__ import annotations

import csv
import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook


def write_csv(path: Path, *rows: dict[str, Any], delimiter: str = ",", encoding: str = "utf-8") -> Path:
    with path.open("w", newline="", encoding=encoding) as file:
        writer = csv.DictWriter(file, fieldnames=list(rows[0]), delimiter=delimiter)
        writer.writeheader()
        writer.writerows(rows)
    return path


def write_workbook(path: Path, **sheets: Sequence[dict[str, Any]]) -> Path:
    book = Workbook()
    book.remove(book.worksheets[0])
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        sheet.append(list(rows[0]))
        for row in rows:
            sheet.append([row.get(column) for column in rows[0]])
    book.save(path)
    return path


def write_zip(path: Path, **parts: bytes) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/") + ".xml", content)
    return path


def dila_place(**given: Any) -> dict[str, Any]:
    """Return a place as DILA writes it: a mission locale that receives two communes."""
    return {
        "id": "b3c1",
        "nom": "Mission locale de Saverne",
        "date_modification": "15/05/2026 14:21:12",
        "siret": "",
        "pivot": [{"type_service_local": "mission_locale", "code_insee_commune": ["67437", "67283"]}],
        "adresse": [
            {
                "type_adresse": "Adresse postale",
                "numero_voie": "BP 1",
                "code_postal": "67701",
                "nom_commune": "Saverne",
            },
            {
                "type_adresse": "Adresse",
                "numero_voie": "16 rue du Zornhoff",
                "code_postal": "67700",
                "nom_commune": "Saverne",
                "longitude": "7.36",
                "latitude": "48.742",
            },
        ],
        "telephone": [{"valeur": "03 99 00 12 34", "description": ""}],
        "adresse_courriel": ["contact@ml.example"],
        "site_internet": [{"libelle": "", "valeur": "https://ml.example/"}],
        "plage_ouverture": [
            {
                "nom_jour_debut": "Lundi",
                "nom_jour_fin": "Vendredi",
                "valeur_heure_debut_1": "09:00:00",
                "valeur_heure_fin_1": "12:00:00",
                "valeur_heure_debut_2": "13:30:00",
                "valeur_heure_fin_2": "17:00:00",
            }
        ],
        "code_insee_commune": "67437",
    } | given


def write_dila(path: Path, *places: dict[str, Any]) -> Path:
    path.write_text(json.dumps({"service": list(places)}, ensure_ascii=False), encoding="utf-8")
    return path


FRANCE_SERVICES: dict[str, Any] = {
    "id_fs": "900",
    "insee_dep": "67",
    "lib_fs": "France services de Saverne",
    "adresse": "1 place du Marché",
    "complement_adresse": "",
    "insee_com": "67437",
    "code_postal": "67700",
    "lib_com": "Saverne",
    "latitude": "48.74",
    "longitude": "7.36",
    "mail": "fs@saverne.example",
    "telephone": "+33399001234",
    "h_lundi": "09:00 - 12:00 / 13:30 - 17:00",
    "h_mardi": "-",
    "h_mercredi": "9h-12h",
    "commentaire": "",
    "labellisation": "Espace labellisé 01/01/2022",
}
EDUCATION: dict[str, Any] = {
    "Identifiant_de_l_etablissement": "0670001A",
    "Nom_etablissement": "CIO de Saverne",
    "Type_etablissement": "Information et orientation",
    "Adresse_1": "2 rue du Collège",
    "Code_postal": "67700",
    "Code_commune": "67437",
    "Nom_commune": "Saverne",
    "Telephone": "03 99 00 00 01",
    "Mail": "cio@saverne.example",
    "latitude": "48.74",
    "longitude": "7.36",
    "date_maj_ligne": "2026-06-08",
}
OWN: dict[str, Any] = {
    "name": "Le Refuge du mardi",
    "kind": "paej",
    "address": "3 rue des Clés",
    "postal_code": "67700",
    "commune": "Saverne",
    "insee": "67437",
    "phone": "03 99 00 00 02",
    "needs": "mental_health family",
    "age_min": "12",
    "age_max": "21",
    "walk_in": "oui",
    "no_name": "oui",
    "capacity": "8",
    "free": "oui",
    "verified_on": "12/11/2026",
    "verified_by": "équipe",
}
