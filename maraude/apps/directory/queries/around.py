"""The communes to draw under services: the largest of a rectangle, by our own list."""

from __future__ import annotations

from collections.abc import Sequence

from maraude.apps.directory.models import Commune


def largest_communes(
    *, south: float, north: float, west: float, east: float, most: int
) -> Sequence[tuple[str, float, float, int]]:
    """Return name, latitude, longitude and population of the largest communes of a rectangle, cities whole."""
    rows = Commune.objects.filter(lat__range=(south, north), lon__range=(west, east), parent="")
    found = rows.order_by("-population", "insee").values_list("name", "lat", "lon", "population")[:most]
    return [(name, lat, lon, population) for name, lat, lon, population in found if lat is not None and lon is not None]
