"""The data·inclusion v1 schema, as far as we hold a row to it (its JSON Schemas; unknown keys are ignored).

Vocabularies grow between two of our versions: an unknown value of a list is kept and flagged, not refused.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final

import msgspec
from msgspec import Meta

from maraude.apps.directory.files.faults import Reject, faults

UNDATED: Final = "1900-01-01"  # of a service whose file says no day: its structure's counts

type Id = Annotated[str, Meta(min_length=1, max_length=200)]
type Source = Annotated[str, Meta(min_length=1, max_length=80)]
type Name = Annotated[str, Meta(min_length=3, max_length=150)]
type Insee = Annotated[str, Meta(pattern=r"^(?:\d\d|2[AB])\d{3}$")]
type PostalCode = Annotated[str, Meta(pattern=r"^\d{5}$")]
type Latitude = Annotated[float, Meta(ge=-90, le=90)]
type Longitude = Annotated[float, Meta(ge=-180, le=180)]
type Age = Annotated[int, Meta(ge=0, le=120)]
type Count = Annotated[int, Meta(ge=0, le=100_000)]
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
    """A structure as published; `kind` is ours, for files that say it (core/directory/structure_kinds)."""

    siret: Annotated[str, Meta(pattern=r"^\d{14}$")] | None = None
    site_web: str | None = None
    reseaux_porteurs: list[str] | None = None
    accessibilite_lieu: str | None = None
    kind: str | None = msgspec.field(default=None, name="_maraude_kind")


class Service(Located, frozen=True, kw_only=True, omit_defaults=True):
    """A service as published; the last fields are ours, for files that say them."""

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
    age_min: Age | None = msgspec.field(default=None, name="_maraude_age_min")
    age_max: Age | None = msgspec.field(default=None, name="_maraude_age_max")
    no_name: bool | None = msgspec.field(default=None, name="_maraude_no_name")
    capacity: Count | None = msgspec.field(default=None, name="_maraude_capacity")
    verified_by: str | None = msgspec.field(default=None, name="_maraude_verified_by")


_structures = msgspec.json.Decoder(Structure)
_services = msgspec.json.Decoder(Service)


def read_row(raw: bytes, *, is_service: bool, file: str, line: int) -> Structure | Service | list[Reject]:
    """Return a row held to the schema, or all that is wrong with it."""
    try:
        return _services.decode(raw) if is_service else _structures.decode(raw)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        kind: type[Structure | Service] = Service if is_service else Structure
        return faults(raw, str(error), kind=kind, file=file, line=line)
