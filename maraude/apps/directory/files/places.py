"""Where a published row is: its commune today, its point when it can be right, and what is doubtful about it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from maraude.apps.directory.models import Commune, FormerCommune
from maraude.core.directory.territory import distance_km
from maraude.understanding.place_names import key

FURTHEST_KM = 25.0  # from its commune's own point: beyond, one of the two is wrong


class KnownCommune(NamedTuple):
    """What is needed of a commune here."""

    insee: str
    compared: str
    department: str
    epci: str
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a row is. `lat` and `lon` are None when there is no point that can be believed."""

    insee: str = ""
    epci: str = ""
    department: str = ""
    lat: float | None = None
    lon: float | None = None
    flags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Geography:
    """Communes by code and by postal code, and what became of old ones. Empty until `import geo` was run."""

    communes: Mapping[str, KnownCommune] = field(default_factory=dict)
    by_postal_code: Mapping[str, list[KnownCommune]] = field(default_factory=dict)
    former: Mapping[str, str] = field(default_factory=dict)

    def current(self, code: str) -> str:
        """Return the code of today's commune."""
        return code if code in self.communes else self.former.get(code, code)

    def place(
        self, *, insee: str | None, postal_code: str | None, commune: str | None, lat: float | None, lon: float | None
    ) -> Place:
        """Return where a row is, with what is doubtful about it in `flags`."""
        flags: list[str] = []
        code = self.current(insee or "") or self._guess(postal_code, commune)
        known = self.communes.get(code)
        if code and known is None and self.communes:
            flags.append("unknown_insee")
        if known is not None and postal_code and self._is_elsewhere(postal_code, known):
            flags.append("postal_code_elsewhere")
        point = self._point(lat, lon, known, flags)
        return Place(
            insee=code,
            epci=known.epci if known else "",
            department=known.department if known else department_of(code),
            lat=point[0],
            lon=point[1],
            flags=tuple(flags),
        )

    def _guess(self, postal_code: str | None, commune: str | None) -> str:
        found = self.by_postal_code.get(postal_code or "", [])
        if len(found) == 1:
            return found[0].insee
        wanted = key(commune or "")
        return next((one.insee for one in found if one.compared == wanted), "")

    def _is_elsewhere(self, postal_code: str, known: KnownCommune) -> bool:
        """Say whether a postal code is that of another département; many neighbours share one, and CEDEX have none."""
        others = self.by_postal_code.get(postal_code, ())
        return bool(others) and all(one.department != known.department for one in others)

    @staticmethod
    def _point(
        lat: float | None, lon: float | None, known: KnownCommune | None, flags: list[str]
    ) -> tuple[float | None, float | None]:
        centre = (known.lat, known.lon) if known else (None, None)
        if lat is None or lon is None or (lat == 0 and lon == 0):
            flags += ["point_at_zero"] if lat == 0 and lon == 0 else []
            flags += ["approximate_point"] if centre[0] is not None else ["no_point"]
            return centre
        if (
            centre[0] is not None
            and centre[1] is not None
            and distance_km(lat, lon, centre[0], centre[1]) > FURTHEST_KM
        ):
            flags.append("point_far_from_commune")
            return None, None
        return lat, lon


def department_of(insee: str) -> str:
    """Return the département of an INSEE code: three characters overseas, two elsewhere."""
    return insee[:3] if insee.startswith(("97", "98")) else insee[:2]


def load_geography() -> Geography:
    """Read every commune once, for an import."""
    communes: dict[str, KnownCommune] = {}
    by_postal_code: dict[str, list[KnownCommune]] = {}
    columns = ("insee", "compared", "department", "epci", "lat", "lon")
    for *values, postal_codes in Commune.objects.values_list(*columns, "postal_codes").iterator(chunk_size=5_000):
        known = KnownCommune(*values)
        communes[known.insee] = known
        for code in postal_codes:
            by_postal_code.setdefault(code, []).append(known)
    return Geography(
        communes=communes,
        by_postal_code=by_postal_code,
        former=dict(FormerCommune.objects.exclude(code="").values_list("code", "insee")),
    )
