"""The shared directory as others read it: data·inclusion v1, Open Referral HSDS 3, GeoJSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import msgspec

from maraude.apps.directory.files.formats.geojson import feature
from maraude.apps.directory.files.formats.hsds import organization, service
from maraude.apps.directory.models import Service, Structure

EXPORTS: Final = ("di-v1", "hsds", "geojson")
_CHUNK: Final = 2_000


def exported(format_id: str) -> Iterator[bytes]:
    """Yield the lines of an export: structures, then services. What was only implied, or is gone, stays out.

    Every format can be imported again, and then changes nothing.
    """
    match format_id:
        case "hsds":
            yield from (_line(service(row) if is_service else organization(row)) for row, is_service, *_ in _rows())
        case "geojson":
            yield b'{"type": "FeatureCollection", "features": [\n'
            for rank, (row, _, lat, lon) in enumerate(_rows()):
                yield (b"," if rank else b"") + _line(feature(row, lat=lat, lon=lon))
            yield b"]}\n"
        case _:
            yield from (_line(row) for row, *_ in _rows())


def _rows() -> Iterator[tuple[dict[str, Any], bool, float | None, float | None]]:
    structures = Structure.objects.filter(gone_on=None).order_by("id").values_list("published", flat=True)
    for row in structures.iterator(chunk_size=_CHUNK):
        yield row, False, row.get("latitude"), row.get("longitude")
    services = (
        Service.objects.filter(is_implied=False, gone_on=None).order_by("id").values_list("published", "lat", "lon")
    )
    for row, lat, lon in services.iterator(chunk_size=_CHUNK):
        yield row, True, lat, lon


def _line(row: object) -> bytes:
    return msgspec.json.encode(row) + b"\n"
