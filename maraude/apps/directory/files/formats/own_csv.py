"""Our own table, for what nobody publishes: PAEJ, E2C, EPIDE, MDA, CLLAJ, CIO, micro-lycée, SMV and local rounds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from maraude.apps.directory.files.formats.shape import Context, Format, Made, Values, as_number, day, renamed
from maraude.core.directory.need_themes import LEAVES
from maraude.core.directory.structure_kinds import kind_of
from maraude.core.need import Need
from maraude.understanding.place_names import key

FIELDS: Final = {
    "id": "id",
    "name": "nom",
    "kind": "_maraude_kind",
    "address": "adresse",
    "address_more": "complement_adresse",
    "postal_code": "code_postal",
    "commune": "commune",
    "insee": "code_insee",
    "lat": "latitude",
    "lon": "longitude",
    "phone": "telephone",
    "email": "courriel",
    "website": "site_web",
    "hours": "horaires_accueil",
    "description": "description",
    "service": "nom",
    "needs": "thematiques",
    "zone": "zone_eligibilite",
    "age_min": "_maraude_age_min",
    "age_max": "_maraude_age_max",
    "statuses": "conditions_acces",
    "walk_in": "modes_mobilisation",
    "no_name": "_maraude_no_name",
    "capacity": "_maraude_capacity",
    "free": "frais",
    "verified_on": "date_maj",
    "verified_by": "_maraude_verified_by",
}
_STRUCTURE: Final = frozenset({"name", "kind", "website"})
_SERVICE: Final = frozenset({"service", "needs", "zone", "age_min", "age_max", "statuses", "walk_in", "no_name"}) | {
    "capacity",
    "free",
    "verified_by",
}
_YES: Final = frozenset({"oui", "yes", "1", "true", "vrai", "x"})
_SOURCE: Final = "maraude-local"
_FIT: Final = 0.8  # of a theme to a need: the table says needs, the directory themes


def _convert(row: Values, context: Context) -> Iterator[Made]:
    del context
    slug = row.get("id") or key(f"{row.get('name', '')} {row.get('commune', '')}").replace(" ", "-")
    id_ = f"{_SOURCE}--{slug}"
    made = renamed(row, {theirs: ours for theirs, ours in FIELDS.items() if theirs not in _STRUCTURE | _SERVICE})
    for name in ("latitude", "longitude"):
        if name in made:
            made[name] = as_number(made[name])
    made |= {"source": _SOURCE, "date_maj": day(row.get("verified_on", ""))}
    yield made | renamed(row, {name: FIELDS[name] for name in _STRUCTURE}) | {"id": id_}
    kind = kind_of(str(row.get("kind", "")))
    said = {
        "id": f"{id_}--accueil",
        "structure_id": id_,
        "nom": row.get("service") or kind.implied_fr or f"Accueil : {row.get('name', '')}",
        "thematiques": _themes(row.get("needs")),
        "zone_eligibilite": _list(row.get("zone")) or None,
        "conditions_acces": f"Situation : {row['statuses']}" if row.get("statuses") else None,
        "modes_mobilisation": ["se-presenter"] if _yes(row.get("walk_in")) else None,
        "modes_accueil": ["en-presentiel"],
        "frais": {True: "gratuit", False: "payant"}[_yes(row["free"])] if row.get("free") else None,
        "_maraude_age_min": _age(row.get("age_min")),
        "_maraude_age_max": _age(row.get("age_max")),
        "_maraude_no_name": _yes(row["no_name"]) if row.get("no_name") else None,
        "_maraude_capacity": _age(row.get("capacity")),
        "_maraude_verified_by": row.get("verified_by"),
    }
    yield made | {name: value for name, value in said.items() if value is not None}


def _list(text: object) -> list[str]:
    return [part for part in str(text or "").replace(",", " ").replace(";", " ").replace("|", " ").split() if part]


def _themes(text: object) -> list[str] | None:
    themes: dict[str, None] = {}
    for word in _list(text):
        leaves = LEAVES[Need(word)] if word in set(Need) else {word: 1.0}
        themes |= dict.fromkeys(leaf for leaf, weight in leaves.items() if weight >= _FIT)
    return list(themes) or None


def _yes(text: object) -> bool:
    return str(text or "").strip().lower() in _YES


def _age(text: object) -> object:
    return int(str(text)) if str(text or "").isdecimal() else (text or None)


OWN_CSV = Format(id="maraude-csv", marks=frozenset({"name", "kind", "verified_on"}), fields=FIELDS, convert=_convert)
