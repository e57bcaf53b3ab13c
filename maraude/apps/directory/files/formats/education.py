"""The directory of the Éducation nationale (CSV): CIO, micro-lycées and other ways back to school."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from maraude.apps.directory.files.formats.shape import Context, Format, Made, Values, as_number, day, renamed
from maraude.understanding.place_names import key

FIELDS: Final = {
    "identifiant_de_l_etablissement": "id",
    "nom_etablissement": "nom",
    "adresse_1": "adresse",
    "adresse_2": "complement_adresse",
    "code_postal": "code_postal",
    "code_commune": "code_insee",
    "nom_commune": "commune",
    "telephone": "telephone",
    "mail": "courriel",
    "web": "site_web",
    "latitude": "latitude",
    "longitude": "longitude",
    "date_maj_ligne": "date_maj",
}
_SOURCE: Final = "education"
_CIO = re.compile(r"\bcio\b|information et (?:d )?orientation|centre d information")
_BACK = re.compile(r"micro ?lycee|\bmlds\b|retour a l ecole|nouvelle chance|lycee de la")
_CIO_SERVICE: Final = {
    "nom": "Entretien d’orientation avec un psychologue de l’Éducation nationale",
    "description": "Le centre d’information et d’orientation reçoit gratuitement : information sur les formations et"
    " les métiers, entretien, aide au retour en formation.",
    "thematiques": [
        "choisir-un-metier--decouvrir-un-metier-ou-un-secteur-dactivite",
        "se-former--trouver-sa-formation",
    ],
    "publics": ["tous-publics"],
    "frais": "gratuit",
}
_BACK_SERVICE: Final = {
    "nom": "Reprise d’études pour jeunes sortis de l’école",
    "description": "Un petit lycée pour reprendre des études après au moins six mois hors de l’école.",
    "publics_precisions": "de 16 à 25 ans",
    "thematiques": ["se-former--trouver-sa-formation"],
    "publics": ["jeunes"],
    "frais": "gratuit",
}


def _convert(row: Values, context: Context) -> Iterator[Made]:
    del context
    plain = {name.lower(): value for name, value in row.items()}
    compared = key(f"{plain.get('nom_etablissement', '')} {plain.get('type_etablissement', '')}")
    is_cio = _CIO.search(compared) is not None
    if not is_cio and not _BACK.search(compared):
        return
    made = renamed(plain, FIELDS)
    for name in ("latitude", "longitude"):
        if name in made:
            made[name] = as_number(made[name])
    id_ = f"{_SOURCE}--{made.get('id', '')}"
    made |= {"id": id_, "source": _SOURCE, "date_maj": day(made.get("date_maj", ""))}
    yield made | ({"_maraude_kind": "cio"} if is_cio else {})
    service = _CIO_SERVICE if is_cio else _BACK_SERVICE
    made.pop("site_web", None)
    yield (
        made
        | service
        | {
            "id": f"{id_}--{'orientation' if is_cio else 'reprise'}",
            "structure_id": id_,
            "modes_accueil": ["en-presentiel"],
        }
    )


EDUCATION = Format(
    id="education",
    marks=frozenset({"identifiant_de_l_etablissement", "nom_etablissement"}),
    fields=FIELDS,
    convert=_convert,
)
