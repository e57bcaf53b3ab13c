"""The list of France services (ANCT, CSV): each place, with the one service that all of them offer."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from maraude.apps.directory.files.formats.hours import by_day
from maraude.apps.directory.files.formats.shape import Context, Format, Made, Values, as_number, renamed

FIELDS: Final = {
    "id_fs": "id",
    "lib_fs": "nom",
    "adresse": "adresse",
    "complement_adresse": "complement_adresse",
    "insee_com": "code_insee",
    "code_postal": "code_postal",
    "lib_com": "commune",
    "latitude": "latitude",
    "longitude": "longitude",
    "mail": "courriel",
    "telephone": "telephone",
    "h_lundi": "horaires_accueil",
    "commentaire": "description",
}
_DAYS: Final = ("h_lundi", "h_mardi", "h_mercredi", "h_jeudi", "h_vendredi", "h_samedi")
_SOURCE: Final = "france-services"
_IN_NAME = re.compile(r"(20\d\d)-?(\d\d)-?(\d\d)")
_LABELLED = re.compile(r"(\d\d)/(\d\d)/(20\d\d)")
_SERVICE: Final = {
    "nom": "Accompagnement aux démarches administratives et numériques",
    "description": "Une personne de France services aide gratuitement dans les démarches du quotidien : emploi, santé,"
    " famille, logement, accès aux droits. Un ordinateur est à disposition.",
    "type": "accompagnement",
    "thematiques": [
        "difficultes-administratives-ou-juridiques--accompagnement-aux-demarches-administratives",
        "numerique--acceder-a-des-services-en-ligne",
    ],
    "frais": "gratuit",
    "publics": ["tous-publics"],
    "modes_accueil": ["en-presentiel"],
    "modes_mobilisation": ["se-presenter", "telephoner"],
    "mobilisable_par": ["usagers", "professionnels"],
}


def _convert(row: Values, context: Context) -> Iterator[Made]:
    made = renamed(row, FIELDS)
    for name in ("latitude", "longitude"):
        if name in made:
            made[name] = as_number(made[name])
    id_ = f"{_SOURCE}--{row.get('id_fs', '')}"
    made |= {"source": _SOURCE, "id": id_, "date_maj": _day(row, context)}
    hours = by_day([row.get(name) for name in _DAYS])
    made.pop("horaires_accueil", None)
    if hours:
        made["horaires_accueil"] = hours
    yield made | {"reseaux_porteurs": ["france-service"]}
    yield (
        {name: value for name, value in made.items() if name != "description"}
        | _SERVICE
        | {
            "id": f"{id_}--demarches",
            "structure_id": id_,
            "zone_eligibilite": [row["insee_dep"]] if row.get("insee_dep") else None,
        }
    )


def _day(row: Values, context: Context) -> str:
    """No line is dated: the file is, in its name; else the day of the label, which is at least true."""
    if found := _IN_NAME.search(context.path.stem):
        return "-".join(found.groups())
    if found := _LABELLED.search(str(row.get("labellisation", ""))):
        return "-".join(reversed(found.groups()))
    return ""


FRANCE_SERVICES = Format(
    id="france-services", marks=frozenset({"id_fs", "lib_fs", "insee_com"}), fields=FIELDS, convert=_convert
)
