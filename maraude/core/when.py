"""When people write to us: by day of the week and part of the day, protected. A picture of our own contacts only."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime

PARTS = (0, 6, 12, 15, 18, 20, 22)  # the hours at which a part of the day begins
PROTECTED_BELOW = 11


def when_they_write(locals_: Iterable[datetime]) -> Mapping[tuple[int, int], int | None]:
    """Return how many wrote, by (day of the week, part of the day); None where fewer than eleven: told as "a few".

    Nobody is in a cell: one hour of one person is one figure among others, and small figures are not told.

    >>> when_they_write([datetime(2026, 11, 23, 19, 5)] * 11)[0, 4]
    11
    """
    counted: dict[tuple[int, int], int] = {}
    for local in locals_:
        cell = local.weekday(), part_of(local.hour)
        counted[cell] = counted.get(cell, 0) + 1
    return {cell: number if number >= PROTECTED_BELOW else None for cell, number in counted.items()}


def part_of(hour: int) -> int:
    """Return the number of the part of the day an hour is in.

    >>> part_of(0), part_of(19), part_of(23)
    (0, 4, 6)
    """
    return max(number for number, begins in enumerate(PARTS) if hour >= begins)
