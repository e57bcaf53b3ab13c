"""Communes that no road reaches: what is on the other side of the water takes a boat or a plane.

Written by hand from the list of inhabited islands; an island with a bridge (Ré, Oléron, Noirmoutier) is no island here.
"""

from __future__ import annotations

from typing import Final

_ISLANDS: Final = {
    "Bréhat": ("22016",),
    "Batz": ("29082",),
    "Sein": ("29083",),
    "Molène": ("29084",),
    "Ouessant": ("29155",),
    "Groix": ("56069",),
    "Belle-Île": ("56009", "56114", "56152", "56241"),
    "Hoëdic": ("56085",),
    "Houat": ("56086",),
    "Île-aux-Moines": ("56087",),
    "Île-d'Arz": ("56088",),
    "Aix": ("17004",),
    "Yeu": ("85113",),
    "Marie-Galante": ("97108", "97112", "97126"),
    "La Désirade": ("97110",),
    "Terre-de-Bas": ("97130",),
    "Terre-de-Haut": ("97131",),
    "Saint-Pierre": ("97502",),
    "Miquelon": ("97501",),
    "Petite-Terre": ("97608", "97615"),
    "Saint-Barthélemy": ("97701",),
    "Saint-Martin": ("97801",),
}
_OF: Final = {insee: name for name, communes in _ISLANDS.items() for insee in communes}


def island_of(insee: str) -> str:
    """Return the island a commune is on, "" for one that a road reaches.

    >>> island_of("56152"), island_of("67437")
    ('Belle-Île', '')
    """
    return _OF.get(insee, "")
