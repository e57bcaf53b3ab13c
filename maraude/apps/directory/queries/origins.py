"""Who says each thing that is shown of a service: us, then its publisher, then the structure it belongs to."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Final

from maraude.apps.directory.models import OwnWord, Service

FIELDS: Final = (
    "nom",
    "telephone",
    "courriel",
    "adresse",
    "horaires_accueil",
    "thematiques",
    "publics",
    "conditions_acces",
    "frais",
    "zone_eligibilite",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """Where a value comes from. `by`: "us", "service" or "structure"; `source` is the publisher's."""

    field: str
    by: str
    source: str
    on: date


def origins_of(*, service_id: str, word: OwnWord | None) -> Sequence[Origin]:
    """Return the origin of each field that has a value: the first of us, the service, its structure that says it."""
    row = Service.objects.select_related("structure").filter(id=service_id).first()
    if row is None:
        return []
    ours: Mapping[str, Any] = word.corrections if word else {}
    found = []
    for name in FIELDS:
        if word is not None and ours.get(name):
            found.append(Origin(field=name, by="us", source="", on=word.checked_at.date()))
        elif row.published.get(name):
            found.append(Origin(field=name, by="service", source=row.source, on=row.updated_on))
        elif name != "nom" and row.structure.published.get(name):
            structure = row.structure
            found.append(Origin(field=name, by="structure", source=structure.source, on=structure.updated_on))
    return found
