"""The data·inclusion v1 schema, as far as we hold a row to it (its JSON Schemas; unknown keys are ignored).

Vocabularies grow between two of our versions: an unknown value of a list is kept and flagged, not refused.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Annotated, Any

import msgspec
from msgspec import Meta

type Id = Annotated[str, Meta(min_length=1, max_length=200)]
type Source = Annotated[str, Meta(min_length=1, max_length=80)]
type Name = Annotated[str, Meta(min_length=3, max_length=150)]
type Insee = Annotated[str, Meta(pattern=r"^(?:\d\d|2[AB])\d{3}$")]
type PostalCode = Annotated[str, Meta(pattern=r"^\d{5}$")]
type Latitude = Annotated[float, Meta(ge=-90, le=90)]
type Longitude = Annotated[float, Meta(ge=-180, le=180)]
type Long = Annotated[str, Meta(max_length=10_000)]


class Located(msgspec.Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What structures and services share."""

    source: Source
    id: Id
    nom: Name
    date_maj: date
    adresse: str | None = None
    complement_adresse: str | None = None
    commune: str | None = None
    code_postal: PostalCode | None = None
    code_insee: Insee | None = None
    latitude: Latitude | None = None
    longitude: Longitude | None = None
    telephone: str | None = None
    courriel: str | None = None
    horaires_accueil: str | None = None
    lien_source: str | None = None
    description: Long | None = None


class Structure(Located, frozen=True, kw_only=True, omit_defaults=True):
    """A structure as published."""

    siret: Annotated[str, Meta(pattern=r"^\d{14}$")] | None = None
    site_web: str | None = None
    reseaux_porteurs: list[str] | None = None
    accessibilite_lieu: str | None = None


class Service(Located, frozen=True, kw_only=True, omit_defaults=True):
    """A service as published."""

    structure_id: Id
    type: str | None = None
    thematiques: list[str] | None = None
    frais: str | None = None
    frais_precisions: str | None = None
    publics: list[str] | None = None
    publics_precisions: str | None = None
    conditions_acces: str | None = None
    contact_nom_prenom: str | None = None
    modes_accueil: list[str] | None = None
    modes_mobilisation: list[str] | None = None
    mobilisable_par: list[str] | None = None
    mobilisation_precisions: str | None = None
    lien_mobilisation: str | None = None
    zone_eligibilite: list[str] | None = None
    nombre_semaines: int | None = None
    volume_horaire_hebdomadaire: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """A row, or a value of a row, that was refused. `field` is "" when the row itself cannot be read."""

    file: str
    line: int
    id: str
    field: str
    value: str
    message: str


_PLACE = re.compile(r" - at `\$\.?([a-z_]*)")
_MISSING = re.compile(r"missing required field `(\w+)`")
_SHOWN = 120
_structures = msgspec.json.Decoder(Structure)
_services = msgspec.json.Decoder(Service)


def read_row(raw: bytes, *, is_service: bool, file: str, line: int) -> Structure | Service | Reject:
    """Return a row held to the schema, or why it is refused: the first thing wrong with it."""
    try:
        return _services.decode(raw) if is_service else _structures.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        return _reject(raw, str(error), file=file, line=line)


def _reject(raw: bytes, message: str, *, file: str, line: int) -> Reject:
    try:
        row: Any = msgspec.json.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError):
        return Reject(file=file, line=line, id="", field="", value=_shown(raw), message=f"this is not JSON: {message}")
    if not isinstance(row, dict):
        return Reject(file=file, line=line, id="", field="", value=_shown(row), message="this is not an object")
    place, missing = _PLACE.search(message), _MISSING.search(message)
    field = missing[1] if missing else place[1] if place else ""
    plain = _PLACE.sub("", message).rstrip("`")
    return Reject(
        file=file,
        line=line,
        id=_shown(row.get("id", "")),
        field=field,
        value="" if missing else _shown(row.get(field, "")),
        message=_said(field, plain),
    )


def _said(field: str, message: str) -> str:
    """Say it so that who keeps the file understands, where the decoder's words would not."""
    match field:
        case "code_insee":
            return "an INSEE code is text of five characters, such as « 01001 » or « 2A004 »"
        case "code_postal":
            return "a postal code is text of five digits"
        case "date_maj":
            return "a date is written 2026-11-25, and must exist"
        case _:
            return message[:1].lower() + message[1:]


def _shown(value: object) -> str:
    text = (
        value.decode("utf-8", "replace")
        if isinstance(value, bytes)
        else value
        if isinstance(value, str)
        else str(value)
    )
    return text if len(text) <= _SHOWN else f"{text[: _SHOWN - 1]}…"
