"""GeoJSON as we export it: each feature carries its row of data·inclusion v1."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from maraude.apps.directory.files.formats.shape import Context, Format, Made, Values


def feature(row: Values, *, lat: float | None, lon: float | None) -> dict[str, Any]:
    """Return a row as a feature; without a point that can be believed, it has no geometry."""
    has_point = lat is not None and lon is not None
    return {
        "type": "Feature",
        "id": row["id"],
        "geometry": {"type": "Point", "coordinates": [lon, lat]} if has_point else None,
        "properties": dict(row),
    }


def _convert(row: Values, context: Context) -> Iterator[Made]:
    del context
    properties = row.get("properties")
    if isinstance(properties, dict) and "nom" in properties:
        yield dict(properties)


GEOJSON = Format(id="geojson", marks=frozenset({"geometry", "properties"}), fields={}, convert=_convert)
