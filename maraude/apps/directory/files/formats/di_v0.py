"""data·inclusion v0 (2021–2023), by the official tables of correspondence, which are read beside the file.

The tables (`map_v0_v1_*.csv`) are published by data·inclusion. Without them, what the old words meant is left out.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from maraude.apps.directory.files.di_v1 import UNDATED
from maraude.apps.directory.files.formats.shape import Context, Format, Made, Values, as_number, renamed
from maraude.core.directory.need_themes import ROOT_SIZES
from maraude.understanding.place_names import key

FIELDS = {
    "id": "id",
    "structure_id": "structure_id",
    "nom": "nom",
    "source": "source",
    "date_maj": "date_maj",
    "pivot": "siret",
    "siret": "siret",
    "adresse": "adresse",
    "complement_adresse": "complement_adresse",
    "commune": "commune",
    "code_postal": "code_postal",
    "code_insee": "code_insee",
    "latitude": "latitude",
    "longitude": "longitude",
    "telephone": "telephone",
    "courriel": "courriel",
    "site_web": "site_web",
    "horaires": "horaires_accueil",
    "horaires_ouverture": "horaires_accueil",
    "recurrence": "horaires_accueil",
    "presentation_resume": "description",
    "presentation_detail": "description",
    "conditions_acces": "conditions_acces",
    "frais_autres": "frais_precisions",
    "prise_rdv": "lien_mobilisation",
    "thematiques": "thematiques",
    "profils": "publics",
    "modes_accueil": "modes_accueil",
    "types": "type",
    "frais": "frais",
}
_SERVICE_ONLY = ("frais_precisions", "lien_mobilisation", "thematiques", "publics", "modes_accueil", "type", "frais")
_KNOWN_TYPES = frozenset(
    {"accompagnement", "aide-financiere", "aide-materielle", "atelier", "formation", "information"}
)


def _convert(row: Values, context: Context) -> Iterator[Made]:
    made = renamed(row, FIELDS)
    source = key(str(row.get("source", ""))).replace(" ", "-")
    made |= {"source": source, "id": f"{source}--{row.get('id', '')}"}
    for name in ("latitude", "longitude"):
        if name in made:
            made[name] = as_number(made[name])
    is_service = "structure_id" in made
    if is_service:
        made["structure_id"] = f"{source}--{made['structure_id']}"
        made.setdefault("date_maj", UNDATED)
        made |= _service(row, context)
    else:
        networks = [
            *_mapped(context, "reseaux_typologie", _listed(row.get("typologie"))),
            *_mapped(context, "reseaux_labels", [_slug(one) for one in _listed(row.get("labels_nationaux"))]),
        ]
        made["reseaux_porteurs"] = list(dict.fromkeys(networks)) or None
        made["conditions_acces"] = None
        for name in _SERVICE_ONLY:
            made.pop(name, None)
    yield {name: value for name, value in made.items() if value is not None}


def _service(row: Values, context: Context) -> Made:
    types = [one for one in _listed(row.get("types")) if one in _KNOWN_TYPES]
    return {
        "thematiques": _mapped(context, "thematiques", _listed(row.get("thematiques")), ROOT_SIZES) or None,
        "publics": _mapped(context, "publics", _listed(row.get("profils"))) or None,
        "frais": next(iter(_mapped(context, "frais", _listed(row.get("frais")))), None),
        "type": types[0] if types else None,
    }


def _listed(value: object) -> list[str]:
    if isinstance(value, str):
        return [part.strip() for part in value.split(";") if part.strip()]
    return [str(one) for one in value] if isinstance(value, list) else []


def _slug(label: str) -> str:
    slug = key(label).replace(" ", "-")
    return {"cnfs": "conseiller-numerique", "france-services": "france-service"}.get(slug, slug)


def _mapped(context: Context, name: str, words: Sequence[str], roots: Mapping[str, int] | None = None) -> list[str]:
    table = context.tables.get(name)
    if table is None:
        table = context.tables[name] = _table(context.path, f"map_v0_v1_{name}.csv")
    found: dict[str, None] = {}
    for word in words:
        if word in table:
            found |= dict.fromkeys(table[word])
        elif roots is not None and word.partition("--")[0] in roots and "--" in word:
            found[word] = None  # already a word of today
    return list(found)


def _table(path: Path, name: str) -> Mapping[str, list[str]]:
    """Read a table of correspondence beside the file, or in `data-inclusion` beside its folder."""
    table: dict[str, list[str]] = {}
    for folder in (path.parent, path.resolve().parent.parent / "data-inclusion"):
        if (folder / name).is_file():
            with (folder / name).open(encoding="utf-8-sig", newline="") as file:
                for row in csv.DictReader(file):
                    table.setdefault(row["v0"], []).extend([row["v1"]] if row["v1"] else [])
            break
    return table


DI_V0 = Format(id="di-v0", marks=frozenset({"id", "nom"}), fields=FIELDS, convert=_convert)
# Fields of v0 that v1 does not have: one of them is enough to know it.
V0_ONLY = frozenset({"typologie", "labels_nationaux", "presentation_resume", "zone_diffusion_type", "profils", "pivot"})
