"""The planes on which services stand: one for each theme and each kind of structure."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator
from functools import cache

from maraude.apps.directory.files.derive import ServiceRow

FLAT = 0.7  # of a degree of longitude, at 45° north: enough to choose candidates by; distances shown are on the sphere
APART = 1_000.0  # degrees between two planes
_PLANES = 1_000_003


@cache
def plane(subject: str) -> float:
    """Return how far east the plane of a theme or of a kind begins: from its name, the same everywhere and for ever.

    Two names on one plane would only bring candidates too many: whoever judges them looks at their themes again.
    """
    return zlib.crc32(subject.encode()) % _PLANES * APART


def spots(rows: Iterable[ServiceRow]) -> Iterator[tuple[str, float, float]]:
    """Yield each place where a service stands: id, x, y. One without a point stands nowhere."""
    for row in rows:
        if row.lat is None or row.lon is None or not row.is_in_person:
            continue
        for subject in (*row.themes, *((row.structure_kind,) if row.structure_kind else ())):
            yield row.id, plane(subject) + row.lon * FLAT, row.lat
