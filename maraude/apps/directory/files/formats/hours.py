"""Opening hours as files write them, in the OpenStreetMap syntax."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from maraude.core.directory.opening_hours import DAYS

_FRENCH = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")
_SPAN = re.compile(r"(\d{1,2})\s*[:hH]\s*(\d{2})?\s*-\s*(\d{1,2})\s*[:hH]\s*(\d{2})?")


def by_day(cells: Sequence[str | None]) -> str | None:
    """Return the hours of a week, one cell a day from Monday: « 09:00 - 12:00 / 13:30 - 17:00 ».

    >>> by_day(["09:00 - 12:00 / 13:30 - 17:00", "-", "9h-12h"])
    'Mo 09:00-12:00,13:30-17:00; We 09:00-12:00'
    """
    rules = [f"{day} {spans}" for day, cell in zip(DAYS, cells, strict=False) if (spans := _spans(cell or ""))]
    return "; ".join(rules) or None


def _spans(cell: str) -> str:
    found = [f"{int(h):02}:{m or '00'}-{int(until):02}:{end or '00'}" for h, m, until, end in _SPAN.findall(cell)]
    return ",".join(found)


def by_range(ranges: Sequence[Mapping[str, Any]]) -> str | None:
    """Return the hours of DILA's `plage_ouverture`: from a day to another, up to two spans each."""
    rules = []
    for one in ranges:
        first, last = _day(one.get("nom_jour_debut")), _day(one.get("nom_jour_fin"))
        spans = [
            f"{str(one[f'valeur_heure_debut_{rank}'])[:5]}-{str(one[f'valeur_heure_fin_{rank}'])[:5]}"
            for rank in (1, 2)
            if one.get(f"valeur_heure_debut_{rank}") and one.get(f"valeur_heure_fin_{rank}")
        ]
        if first and spans:
            days = first if last in ("", first) else f"{first}-{last}"
            rules.append(f"{days} {','.join(spans)}")
    return "; ".join(rules) or None


def _day(name: object) -> str:
    text = str(name or "").strip().lower()
    return DAYS[_FRENCH.index(text)] if text in _FRENCH else ""
