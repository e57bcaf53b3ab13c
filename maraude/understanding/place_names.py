"""How a place name is compared: without case, accents or hyphens, then as it sounds."""

from __future__ import annotations

import re
from functools import lru_cache

from maraude.understanding.text.characters import fold, plain

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")
_SHORT = {"st": "saint", "ste": "sainte", "sts": "saints", "s": "sur"}
_ARTICLES = frozenset(["le", "la", "les", "l"])
# Applied in order: spellings that sound alike in French become one.
_SOUNDS = tuple(
    (re.compile(pattern), by)
    for pattern, by in (
        (r"ph", "f"),
        (r"eaux?|aux?", "o"),
        (r"[ae]i[ns]?(?=$|[^n])", "e"),
        (r"[ae][nm](?=[^aeiouynm]|$)", "a"),
        (r"qu|k|c(?=[aou]|[^eiyh]|$)", "k"),
        (r"c(?=[eiy])|z", "s"),
        (r"g(?=[eiy])", "j"),
        (r"y", "i"),
        (r"h", ""),
        (r"(.)\1+", r"\1"),
        (r"(?<=..)[estxdp]+$", ""),
    )
)


@lru_cache(maxsize=65_536)
def key(name: str) -> str:
    """Return the name as compared.

    >>> key("Saint-Étienne"), key("st etienne"), key("Le Havre")
    ('saint etienne', 'saint etienne', 'le havre')
    """
    parts = _NOT_LETTERS.sub(" ", fold(plain(name).text)).split()
    return " ".join(_SHORT.get(part, part) for part in parts)


def bare(compared: str) -> str:
    """Return a compared name without its leading article.

    >>> bare("le havre")
    'havre'
    """
    head, _, rest = compared.partition(" ")
    return rest if rest and head in _ARTICLES else compared


def sound(compared: str) -> str:
    """Return what a compared name sounds like, so that misspellings meet.

    >>> sound("saverne") == sound("savernes"), sound("strasbourg") == sound("strassbourg")
    (True, True)
    """
    heard = compared.replace(" ", "")
    for pattern, by in _SOUNDS:
        heard = pattern.sub(by, heard)
    return heard
