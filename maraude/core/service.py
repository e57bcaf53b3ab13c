"""A service a young person may be handed over to, as every room speaks of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

FICTIONAL = "maraude-demo"  # the source of everything invented for the demo


@dataclass(frozen=True, slots=True, kw_only=True)
class ServiceCard:
    """What a person needs to know to go there; copied into a hand-over when it is proposed.

    `id` and `structure_id` are the directory's (data·inclusion `id` and `structure_id`). Empty text: not known.
    """

    id: str
    name: str
    structure_id: str
    structure_name: str
    structure_type: str = ""
    description: str = ""
    address: str = ""
    postal_code: str = ""
    commune: str = ""
    insee: str = ""
    phone: str = ""
    email: str = ""
    website: str = ""
    access: str = ""
    opening_hours: str = ""
    walk_in: bool | None = None
    is_free: bool | None = None
    by_oneself: bool | None = None
    is_remote: bool = False
    is_implied: bool = False
    is_fictional: bool = False
    source: str = ""
    updated_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A service as matching reads it. None: not known. Ages are those said in its own words, not its kind's.

    `structure_kind` is a row of core/directory/structure_kinds. `lat` and `lon` in WGS 84 degrees, None when there is
    no point or when it cannot be right. `twin` is the same for one service published twice. `is_closed`, `only_out`
    (only out of school, training and work) and `disability_after` (the age after which a recognised disability is
    asked) are read in its own words.
    """

    id: str
    structure_id: str
    name: str
    structure_name: str
    structure_kind: str
    updated_on: date
    themes: tuple[str, ...] = ()
    publics: tuple[str, ...] = ()
    zone: tuple[str, ...] = ()
    age_min: int | None = None
    age_max: int | None = None
    is_in_person: bool = True
    is_remote: bool = False
    walk_in: bool | None = None
    is_free: bool | None = None
    by_oneself: bool | None = None
    hours: str = ""
    insee: str = ""
    epci: str = ""
    department: str = ""
    lat: float | None = None
    lon: float | None = None
    completeness: float = 1.0
    twin: str = ""
    source: str = ""
    is_implied: bool = False
    is_fictional: bool = False
    has_doubtful_place: bool = False
    is_point_approximate: bool = False
    is_closed: bool = False
    only_out: bool = False
    disability_after: int | None = None
