"""From what somebody calls a place to a territory, with the doubts that remain."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q

from maraude.apps.directory.models import Area, Commune, FormerCommune
from maraude.core.directory.territory import Precision, Territory
from maraude.core.matching import Note
from maraude.understanding.place_names import key

_INSEE = re.compile(r"(?:\d\d|2[AB])\d{3}")
_DEPARTMENT = re.compile(r"\d\d|2[AB]|9[78]\d")
_ARRONDISSEMENT = re.compile(r"(paris|lyon|marseille) 0?(\d{1,2})(?:e|er|eme|ieme)?(?: arr\w*)?")
_NAME_AND_DEPARTMENT = re.compile(r"(.+?) (\d\d|2[ab]|9[78]\d)(?:\d{3})?")
_OTHERS = 4  # named in a doubt
_MUCH_LARGER = 5
CHOICES = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundPlace:
    """A territory, None when nothing fits, and what is doubtful about it."""

    territory: Territory | None
    doubts: tuple[Note, ...] = ()


def find_place(text: str | None) -> FoundPlace:
    """Return the territory of an INSEE code, an old one, a postal code, a département, or a name.

    >>> find_place("2A").territory.name  # doctest: +SKIP
    'Corse-du-Sud'
    """
    wanted = (text or "").strip()
    if not wanted:
        return FoundPlace(territory=None)
    code = wanted.upper()
    if _INSEE.fullmatch(code):
        return _by_code(code)
    if _DEPARTMENT.fullmatch(code):
        return _department(Area.objects.filter(kind=Area.Kind.DEPARTMENT, code=code).first(), wanted)
    return _by_name(wanted)


def _by_code(code: str) -> FoundPlace:
    rows = list(
        Commune.objects.filter(Q(insee=code) | Q(postal_codes__contains=[code])).order_by("-population", "insee")
    )
    commune = next((row for row in rows if row.insee == code), None)
    posted = _whole([row for row in rows if code in row.postal_codes])
    if commune is not None:
        doubts = []
        if posted and posted[0].insee != code and posted[0].population > _MUCH_LARGER * commune.population:
            doubts.append(Note(code="place_insee_or_postal", values=(code, commune.name, posted[0].name)))
        return _found(commune, doubts)
    former = FormerCommune.objects.filter(code=code).first()
    now = Commune.objects.filter(insee=former.insee).first() if former else None
    if former is not None and now is not None:
        return _found(now, [Note(code="place_former", values=(former.name, now.name))])
    if not posted:
        return _nothing(code)
    if len(posted) == 1:
        return _found(posted[0], [Note(code="place_postal_one", values=(code, posted[0].name))])
    return _found(posted[0], [Note(code="place_postal", values=(code, posted[0].name, _names(posted[1:])))])


def _posted(code: str) -> list[Commune]:
    """Return the communes of a postal code, most inhabited first."""
    return _whole(list(Commune.objects.filter(postal_codes__contains=[code]).order_by("-population", "insee")))


def _whole(rows: Sequence[Commune]) -> list[Commune]:
    """Leave out a city of which an arrondissement is there too: the arrondissement says more."""
    cities = {row.parent for row in rows}
    return [row for row in rows if row.insee not in cities]


def _by_name(text: str) -> FoundPlace:
    wanted = key(text)
    part = _ARRONDISSEMENT.fullmatch(wanted)
    if part:
        number = int(part[2])
        name = f"{part[1]} {number}{'er' if number == 1 else 'e'} arrondissement"
        commune = Commune.objects.filter(compared=name).first()
        return _found(commune, []) if commune else _nothing(text)
    hinted = _NAME_AND_DEPARTMENT.fullmatch(wanted)
    name, department = (hinted[1], hinted[2].upper()) if hinted else (wanted, "")
    communes = named(name)
    if department:
        communes = [row for row in communes if row.department == department] or communes
    if not communes:
        area = Area.objects.filter(kind=Area.Kind.DEPARTMENT, compared=wanted).first()
        return _department(area, text)
    first, others = communes[0], communes[1:]
    doubts = [Note(code="place_named", values=(text, _described(first), _names(others)))] if others else []
    if name not in {first.compared, first.bare} and not others:
        doubts.append(Note(code="place_former", values=(text, first.name)))
    return _found(first, doubts)


def named(compared: str) -> list[Commune]:
    """Return the communes of a name, or that took its name over, most inhabited first."""
    former = FormerCommune.objects.filter(compared=compared).values_list("insee", flat=True)
    rows = Commune.objects.filter(Q(compared=compared) | Q(bare=compared)).order_by("-population", "insee")
    return list(rows) or list(Commune.objects.filter(insee__in=list(former)).order_by("-population", "insee"))


def begin_with(text: str) -> list[Commune]:
    """Return the communes to choose from while somebody types a name or a postal code, most inhabited first."""
    wanted = key(text)
    if len(wanted) < 2:
        return []
    if wanted.isdecimal():
        return _posted(wanted)[:CHOICES]
    rows = Commune.objects.filter(Q(compared__startswith=wanted) | Q(bare__startswith=wanted))
    found = list(rows.order_by("-population", "insee")[:CHOICES])
    exact = [row for row in found if wanted in {row.compared, row.bare}]
    return [*exact, *(row for row in found if row not in exact)]


def territory_of(commune: Commune) -> Territory:
    """Return a commune as matching reads it."""
    is_city = Commune.objects.filter(parent=commune.insee).exists() if commune.insee in _CITIES else False
    return Territory(
        name=commune.name,
        insee=commune.insee,
        parent=commune.parent,
        epci=commune.epci,
        department=commune.department,
        region=commune.region,
        lat=commune.lat,
        lon=commune.lon,
        precision=Precision.CITY if is_city else Precision.COMMUNE,
    )


_CITIES = frozenset({"75056", "69123", "13055"})


def _found(commune: Commune, doubts: Sequence[Note]) -> FoundPlace:
    territory = territory_of(commune)
    more = []
    if territory.precision == Precision.CITY:
        more.append(Note(code="place_city", values=(commune.name,)))
    if commune.lat is None:
        more.append(Note(code="place_without_point", values=(commune.name,)))
    return FoundPlace(territory=territory, doubts=(*doubts, *more))


def _department(area: Area | None, text: str) -> FoundPlace:
    if area is None:
        return _nothing(text)
    territory = Territory(name=area.name, department=area.code, region=area.region, precision=Precision.DEPARTMENT)
    return FoundPlace(territory=territory, doubts=(Note(code="place_department", values=(area.name,)),))


def _nothing(text: str) -> FoundPlace:
    return FoundPlace(territory=None, doubts=(Note(code="place_not_found", values=(text,)),))


def _names(communes: Sequence[Commune]) -> str:
    return ", ".join(_described(row) for row in communes[:_OTHERS])


def _described(commune: Commune) -> str:
    return f"{commune.name} ({commune.department})"
