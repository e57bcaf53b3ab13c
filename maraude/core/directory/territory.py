"""Where somebody is, as far as it is known, and whether a zone of the directory covers it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from zoneinfo import ZoneInfo

FRANCE = frozenset({"france", "99100"})
_EARTH_KM = 6371.0
_CLOCKS = {
    "971": "America/Guadeloupe",
    "972": "America/Martinique",
    "973": "America/Cayenne",
    "974": "Indian/Reunion",
    "975": "America/Miquelon",
    "976": "Indian/Mayotte",
    "977": "America/Guadeloupe",
    "978": "America/Guadeloupe",
    "986": "Pacific/Wallis",
    "987": "Pacific/Tahiti",
    "988": "Pacific/Noumea",
}


class Precision(StrEnum):
    """How closely a place is known."""

    COMMUNE = "commune"
    CITY = "city"  # Paris, Lyon or Marseille, without the arrondissement
    DEPARTMENT = "department"


@dataclass(frozen=True, slots=True, kw_only=True)
class Territory:
    """A place and the areas around it. `lat` and `lon` in WGS 84 degrees, None when unknown."""

    name: str
    department: str
    insee: str = ""
    parent: str = ""  # the city of an arrondissement
    epci: str = ""
    region: str = ""
    lat: float | None = None
    lon: float | None = None
    precision: Precision = Precision.COMMUNE

    @property
    def codes(self) -> frozenset[str]:
        """Return every code by which a zone may name this place; a région is written R84."""
        region = f"R{self.region}" if self.region else ""
        return frozenset({self.insee, self.parent, self.epci, self.department, region} - {""}) | FRANCE


class Cover(StrEnum):
    """Whether a zone covers a place."""

    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


def zone_covers(zone: tuple[str, ...], territory: Territory | None, *, codes: frozenset[str] = frozenset()) -> Cover:
    """Say whether a zone covers a place; `codes` are the territory's, given by who asks many times.

    An empty zone restricts nothing (data·inclusion, zone_eligibilite). Two digits are a département, never a région.

    >>> alsace = Territory(name="Saverne", insee="67437", epci="200068112", department="67")
    >>> zone_covers(("67",), alsace), zone_covers(("57463",), alsace)
    (<Cover.YES: 'yes'>, <Cover.NO: 'no'>)
    """
    if not zone or not FRANCE.isdisjoint(zone):
        return Cover.YES
    if territory is None:
        return Cover.UNKNOWN
    if not (codes or territory.codes).isdisjoint(zone):
        return Cover.YES
    return Cover.UNKNOWN if any(_may_cover(code, territory) for code in zone) else Cover.NO


def _may_cover(code: str, territory: Territory) -> bool:
    """Say whether a code that does not name the place could still cover it, as little as is known of the place."""
    if len(code) == 9:  # an EPCI
        return not territory.epci
    if len(code) != 5 or territory.precision == Precision.COMMUNE:
        return False
    if territory.precision == Precision.CITY:  # an arrondissement of it
        return code.startswith(territory.department) and code.startswith(_arrondissements(territory.insee))
    return code.startswith(territory.department)


def _arrondissements(city: str) -> tuple[str, ...]:
    return {"75056": ("751",), "69123": ("6938",), "13055": ("132",)}.get(city, ("-",))


def distance_km(lat: float, lon: float, to_lat: float, to_lon: float) -> float:
    """Return the distance along the earth, in kilometres, between two points in WGS 84 degrees (haversine).

    >>> round(distance_km(48.86, 2.34, 45.76, 4.84))  # Paris, Lyon
    393
    """
    phi, to_phi = math.radians(lat), math.radians(to_lat)
    across = math.sin((to_phi - phi) / 2) ** 2
    along = math.cos(phi) * math.cos(to_phi) * math.sin(math.radians(to_lon - lon) / 2) ** 2
    return 2 * _EARTH_KM * math.asin(min(1.0, math.sqrt(across + along)))


def local_time(at: datetime, *, department: str) -> datetime:
    """Return the time on the clocks of a département, overseas included."""
    return at.astimezone(ZoneInfo(_CLOCKS.get(department, "Europe/Paris")))
