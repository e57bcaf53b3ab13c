"""From a published row to the row we keep: what matching reads is made once, at the import."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator, Sequence
from datetime import date
from typing import NamedTuple

import msgspec

from maraude.apps.directory.files import di_v1
from maraude.apps.directory.files.places import Geography, Place
from maraude.core.directory.audience import disability_after, read_ages, read_publics
from maraude.core.directory.conditions import says_closed, says_only_out
from maraude.core.directory.need_themes import ROOT_SIZES
from maraude.core.directory.structure_kind import StructureKind
from maraude.core.directory.structure_kinds import BOOK, DUTY_DOORS, YOUTH_DOORS, kind_of
from maraude.core.service import FICTIONAL
from maraude.understanding.place_names import key

_VERSION = b"3"  # of what an import makes of a row: a new one makes the next import write every row again
_DIGITS = re.compile(r"\D+")
_LONG_ENOUGH = 60  # characters of a description that describes
_SEARCHED = 800
_DOORS = frozenset((*YOUTH_DOORS, *DUTY_DOORS))


class StructureRow(NamedTuple):
    """A row of `directory_structure`, by the names of its columns."""

    id: str
    source: str
    name: str
    kind: str
    insee: str
    updated_on: date
    is_fictional: bool
    flags: list[str]
    published: str


class ServiceRow(NamedTuple):
    """A row of `directory_service`, by the names of its columns."""

    id: str
    structure_id: str
    source: str
    name: str
    structure_name: str
    structure_kind: str
    themes: list[str]
    publics: list[str]
    zone: list[str]
    age_min: int | None
    age_max: int | None
    is_in_person: bool
    is_remote: bool
    walk_in: bool | None
    is_free: bool | None
    by_oneself: bool | None
    hours: str
    insee: str
    epci: str
    department: str
    lat: float | None
    lon: float | None
    updated_on: date
    completeness: float
    twin: str
    words: str
    is_implied: bool
    is_fictional: bool
    flags: list[str]
    published: str


class Owner(NamedTuple):
    """What a service takes from its structure."""

    id: str
    name: str
    kind: str
    published: di_v1.Structure


def structure_row(row: di_v1.Structure, geography: Geography) -> StructureRow:
    """Return what is kept of a structure."""
    place = _place(row, geography)
    return StructureRow(
        id=row.id,
        source=row.source,
        name=row.nom,
        kind=_kind(row),
        insee=place.insee,
        updated_on=row.date_maj,
        is_fictional=row.source == FICTIONAL,
        flags=list(place.flags),
        published=msgspec.json.encode(row).decode(),
    )


def service_row(row: di_v1.Service, owner: Owner, geography: Geography) -> ServiceRow:
    """Return what is kept of a service; what it does not say of its place and hours, its structure says."""
    place = _place(row if row.code_insee or row.commune or row.latitude else owner.published, geography)
    modes, asks = row.modes_accueil or [], row.modes_mobilisation
    ages = read_ages([row.publics_precisions or "", row.conditions_acces or "", row.nom, row.description or ""])
    themes = list(dict.fromkeys(row.thematiques or ()))
    unknown = [theme for theme in themes if theme.partition("--")[0] not in ROOT_SIZES]
    is_remote = "a-distance" in modes
    return ServiceRow(
        id=row.id,
        structure_id=row.structure_id,
        source=row.source,
        name=row.nom,
        structure_name=owner.name,
        structure_kind=owner.kind,
        themes=themes,
        publics=list(dict.fromkeys(row.publics or ()))
        or read_publics([row.nom, owner.name, row.publics_precisions or ""]),
        zone=[geography.current(code) for code in dict.fromkeys(row.zone_eligibilite or ())],
        age_min=row.age_min if row.age_min is not None else ages.least if ages else None,
        age_max=row.age_max if row.age_max is not None else ages.most if ages else None,
        is_in_person="en-presentiel" in modes or not is_remote,
        is_remote=is_remote,
        walk_in="se-presenter" in asks if asks else None,
        is_free={"gratuit": True, "payant": False}.get(row.frais or ""),
        by_oneself="usagers" in row.mobilisable_par if row.mobilisable_par else None,
        hours=row.horaires_accueil or owner.published.horaires_accueil or "",
        insee=place.insee,
        epci=place.epci,
        department=place.department,
        lat=place.lat,
        lon=place.lon,
        updated_on=row.date_maj,
        completeness=_completeness(row, owner),
        twin=_twin(key(row.nom), place, row.telephone or owner.published.telephone, owner.name),
        words=_words(row.nom, owner, row.commune or owner.published.commune, row.description),
        is_implied=False,
        is_fictional=row.source == FICTIONAL,
        flags=[*place.flags, *(["unknown_theme"] if unknown else []), *_said(row, owner)],
        published=msgspec.json.encode(row).decode(),
    )


def _said(row: di_v1.Service, owner: Owner) -> Iterator[str]:
    """Yield the conditions that only its words say."""
    words = [row.publics_precisions or "", row.conditions_acces or "", row.nom]
    if says_closed(name=row.nom, description=row.description or "") or says_closed(name=owner.name, description=""):
        yield "closed"
    if says_only_out([*words, row.description or ""], is_door=owner.kind in _DOORS):
        yield "only_out"
    if (age := disability_after(words)) is not None:
        yield f"disability_after_{age}"


def implied_row(owner: Owner, geography: Geography) -> ServiceRow:
    """Return the service that every structure of this kind offers, for one that published none."""
    kind, row = kind_of(owner.kind), owner.published
    place = _place(row, geography)
    return ServiceRow(
        id=f"{owner.id}~accueil"[:200],
        structure_id=owner.id,
        source=row.source,
        name=kind.implied_fr,
        structure_name=owner.name,
        structure_kind=owner.kind,
        themes=[],
        publics=[],
        zone=[],
        age_min=None,
        age_max=None,
        is_in_person=True,
        is_remote=False,
        walk_in=None,
        is_free=None,
        by_oneself=None,
        hours=row.horaires_accueil or "",
        insee=place.insee,
        epci=place.epci,
        department=place.department,
        lat=place.lat,
        lon=place.lon,
        updated_on=row.date_maj,
        completeness=_share([row.telephone or row.courriel, row.adresse, row.horaires_accueil, None, None, None]),
        twin=_twin(owner.kind, place, row.telephone, owner.name),
        words=_words(kind.implied_fr, owner, row.commune, row.description),
        is_implied=True,
        is_fictional=row.source == FICTIONAL,
        flags=list(place.flags),
        published="{}",
    )


def _kind(row: di_v1.Structure) -> str:
    if row.kind is not None and row.kind in BOOK.kinds:
        return row.kind
    return BOOK.tell(compared=key(row.nom), networks=row.reseaux_porteurs or ())


def _place(row: di_v1.Located, geography: Geography) -> Place:
    return geography.place(
        insee=row.code_insee,
        postal_code=row.code_postal,
        commune=row.commune,
        lat=row.latitude,
        lon=row.longitude,
    )


def _completeness(row: di_v1.Service, owner: Owner) -> float:
    structure = owner.published
    contact = row.telephone or row.courriel or structure.telephone or structure.courriel
    described = len(row.description or "") >= _LONG_ENOUGH
    hours = row.horaires_accueil or structure.horaires_accueil
    return _share([contact, row.adresse or structure.adresse, hours, described, row.thematiques, row.publics])


def _share(parts: Sequence[object]) -> float:
    return round(sum(bool(part) for part in parts) / len(parts), 2)


def _twin(subject: str, place: Place, phone: str | None, owner_name: str) -> str:
    """Name what two sources would publish alike: the same thing, in the same commune, with the same phone or name."""
    who = _DIGITS.sub("", phone or "")[-9:] or key(owner_name)
    return hashlib.blake2b(f"{subject}|{place.insee}|{who}".encode(), digest_size=12).hexdigest()


def _words(name: str, owner: Owner, commune: str | None, description: str | None) -> str:
    kind: StructureKind = kind_of(owner.kind)
    return key(" ".join((name, owner.name, kind.name_fr, commune or "", (description or "")[:_SEARCHED])))


def digest(row: StructureRow | ServiceRow) -> bytes:
    """Return what tells a row from another one: an import writes only what changed."""
    return hashlib.blake2b(msgspec.json.encode(row), digest_size=16, salt=_VERSION).digest()
