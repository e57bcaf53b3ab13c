"""The local directory of the administration (DILA, `*.gouv_local.json`): who receives which communes.

Only what a young person may need is taken. `pivot` says the communes that a place receives: for a mission locale, its
territory, which no other file says.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any, Final

from maraude.apps.directory.files.formats.hours import by_range
from maraude.apps.directory.files.formats.shape import Context, Format, Made, Values, as_number, day
from maraude.core.directory.structure_kinds import kind_of

FIELDS: Final = {
    "id": "id",
    "nom": "nom",
    "date_modification": "date_maj",
    "siret": "siret",
    "telephone": "telephone",
    "adresse_courriel": "courriel",
    "site_internet": "site_web",
    "plage_ouverture": "horaires_accueil",
    "url_service_public": "lien_source",
    "adresse": "adresse",
    "code_insee_commune": "code_insee",
    "pivot": "zone_eligibilite",
}
# type_service_local: our kind, and whether the communes of `pivot` are all that it receives.
KINDS: Final[Mapping[str, tuple[str, bool]]] = {
    "mission_locale": ("mission_locale", True),
    "cij": ("information_jeunesse", False),
    "information_jeunesse": ("information_jeunesse", False),
    "cio": ("cio", False),
    "paej": ("paej", False),
    "maison_adolescents": ("maison_des_adolescents", False),
    "epide": ("epide", False),
    "pole_emploi": ("france_travail", True),
    "france_travail": ("france_travail", True),
    "cap_emploi": ("cap_emploi", True),
    "ccas": ("ccas", True),
    "cidf": ("cidff", False),
    "cidff": ("cidff", False),
    "mjd": ("point_justice", False),
    "point_justice": ("point_justice", False),
    "maison_handicapees": ("mdph", True),
    "mds": ("mds", True),
    "planning_familial": ("planning_familial", False),
    "csapa": ("csapa", False),
}
_SOURCE: Final = "dila"


def _convert(row: Values, context: Context) -> Iterator[Made]:
    del context
    pivots = [one for one in _many(row.get("pivot")) if one.get("type_service_local") in KINDS]
    if not pivots:
        return
    kind, is_territory = KINDS[str(pivots[0]["type_service_local"])]
    shared = {name: value for name, value in _shared(row).items() if value not in (None, "")}
    id_ = f"{_SOURCE}--{row.get('id', '')}"
    siret = str(row.get("siret") or "")
    yield shared | {"id": id_, "_maraude_kind": kind} | ({"siret": siret} if siret else {})
    communes = [str(code) for one in pivots for code in one.get("code_insee_commune") or ()] if is_territory else []
    if name := kind_of(kind).implied_fr:
        zone = {"zone_eligibilite": list(dict.fromkeys(communes))} if communes else {}
        yield shared | zone | {"id": f"{id_}--accueil", "structure_id": id_, "nom": name}


def _shared(row: Values) -> dict[str, Any]:
    place = next((one for one in _many(row.get("adresse")) if one.get("type_adresse") != "Adresse postale"), {})
    return {
        "source": _SOURCE,
        "nom": row.get("nom"),
        "date_maj": day(row.get("date_modification") or ""),
        "adresse": place.get("numero_voie"),
        "complement_adresse": " ".join(part for rank in (1, 2) if (part := place.get(f"complement{rank}"))),
        "code_postal": place.get("code_postal"),
        "commune": place.get("nom_commune"),
        "code_insee": row.get("code_insee_commune"),
        "latitude": as_number(place["latitude"]) if place.get("latitude") else None,
        "longitude": as_number(place["longitude"]) if place.get("longitude") else None,
        "telephone": next((one.get("valeur") for one in _many(row.get("telephone"))), None),
        "courriel": _first(row.get("adresse_courriel")),
        "site_web": next((one.get("valeur") for one in _many(row.get("site_internet"))), None),
        "horaires_accueil": by_range(_many(row.get("plage_ouverture"))),
        "lien_source": row.get("url_service_public"),
    }


def _many(value: object) -> list[dict[str, Any]]:
    """Lists of objects; the edition in one table writes them as JSON in a text."""
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except ValueError:
            return []
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def _first(value: object) -> object:
    return value[0] if isinstance(value, list) and value else None if isinstance(value, list) else value


DILA = Format(id="dila", marks=frozenset({"id", "nom", "pivot", "plage_ouverture"}), fields=FIELDS, convert=_convert)
