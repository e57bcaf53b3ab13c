"""A map of the services found, drawn by us from our own list of communes: nobody is told where one looks."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from maraude.apps.directory.queries.around import largest_communes

WIDTH: Final = 720
HEIGHT: Final = 420
_MARGIN: Final = 36
_LEAST_SPAN: Final = 0.04  # degrees: a few streets are shown with the town around
_TOWNS: Final = 26
_NAME: Final = 150  # width of a name on a phone
_APART: Final = (92, 20)  # between two names, so that both can be read
_FURTHEST: Final = 1.6  # degrees from the middle: one far service must not make all others a dot


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A service, by its rank in the list."""

    x: int
    y: int
    ranks: tuple[int, ...]

    @property
    def label(self) -> str:
        """Return what is written on it."""
        return f"{self.ranks[0]}" if len(self.ranks) == 1 else f"{self.ranks[0]}+"


@dataclass(frozen=True, slots=True, kw_only=True)
class Town:
    """A commune under the services. `is_named`: there is room for its name."""

    x: int
    y: int
    radius: int
    name: str
    is_named: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Drawing:
    """A map: the towns, the services, and how long five kilometres (or fifty) are."""

    towns: Sequence[Town]
    marks: Sequence[Mark]
    scale_km: int
    scale_width: int
    width: int = WIDTH
    height: int = HEIGHT


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    west: float
    north: float
    per_degree: float
    shrink: float

    def at(self, lat: float, lon: float) -> tuple[int, int]:
        x = _MARGIN + (lon - self.west) * self.shrink * self.per_degree
        return round(x), round(_MARGIN + (self.north - lat) * self.per_degree)


def draw_map(points: Sequence[tuple[int, float, float]], *, centre: tuple[float, float] | None) -> Drawing | None:
    """Return the map of points (rank, latitude, longitude), None when there is nothing to draw."""
    if not points:
        return None
    lat0, lon0 = centre or _middle(points)
    near = [one for one in points if abs(one[1] - lat0) < _FURTHEST and abs(one[2] - lon0) < _FURTHEST]
    if not near:
        return None
    lats = [lat for _, lat, _ in near] + ([lat0] if centre else [])
    lons = [lon for _, _, lon in near] + ([lon0] if centre else [])
    frame, south, east = _frame(lats, lons)
    towns = largest_communes(south=south, north=frame.north, west=frame.west, east=east, most=_TOWNS)
    km = next((one for one in (50, 20, 10, 5, 2) if _width(one, frame) < WIDTH / 3), 1)
    return Drawing(towns=_named(frame, towns), marks=_marks(frame, near), scale_km=km, scale_width=_width(km, frame))


def _middle(points: Sequence[tuple[int, float, float]]) -> tuple[float, float]:
    lats, lons = sorted(lat for _, lat, _ in points), sorted(lon for _, _, lon in points)
    return lats[len(lats) // 2], lons[len(lons) // 2]


def _frame(lats: Sequence[float], lons: Sequence[float]) -> tuple[_Frame, float, float]:
    """Return the rectangle that holds all points, in the shape of the drawing."""
    lat, lon = (min(lats) + max(lats)) / 2, (min(lons) + max(lons)) / 2
    shrink = max(math.cos(math.radians(lat)), 0.2)
    wide, high = WIDTH - 2 * _MARGIN, HEIGHT - 2 * _MARGIN
    tall = max(max(lats) - min(lats), (max(lons) - min(lons)) * shrink * high / wide, _LEAST_SPAN)
    per_degree = high / tall
    half_lat, half_lon = HEIGHT / 2 / per_degree, WIDTH / 2 / per_degree / shrink
    inner_lat, inner_lon = high / 2 / per_degree, wide / 2 / per_degree / shrink
    frame = _Frame(west=lon - inner_lon, north=lat + inner_lat, per_degree=per_degree, shrink=shrink)
    return frame, lat - half_lat, lon + half_lon


def _width(km: int, frame: _Frame) -> int:
    return round(km / 111.2 * frame.per_degree)


def _named(frame: _Frame, towns: Sequence[tuple[str, float, float, int]]) -> list[Town]:
    drawn: list[Town] = []
    for name, lat, lon, population in towns:
        x, y = frame.at(lat, lon)
        is_free = all(abs(x - one.x) > _APART[0] or abs(y - one.y) > _APART[1] for one in drawn if one.is_named)
        is_inside = _MARGIN < x < WIDTH - _NAME and 12 < y < HEIGHT - 12
        radius = max(2, min(9, round(math.sqrt(population) / 45)))
        drawn.append(Town(x=x, y=y, radius=radius, name=name, is_named=is_free and is_inside))
    return drawn


def _marks(frame: _Frame, points: Sequence[tuple[int, float, float]]) -> list[Mark]:
    """Services of one door, or of doors too close to be told apart, share a mark."""
    groups: list[tuple[int, int, list[int]]] = []
    for rank, lat, lon in points:
        x, y = frame.at(lat, lon)
        same = next((one for one in groups if math.hypot(one[0] - x, one[1] - y) < 22), None)
        if same:
            same[2].append(rank)
        else:
            groups.append((x, y, [rank]))
    return [Mark(x=x, y=y, ranks=tuple(ranks)) for x, y, ranks in reversed(groups)]
