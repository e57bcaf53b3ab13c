"""A place named is not where one is: « l'école est à Grenoble », « parti à Cayenne », « la radio dit… à Lyon »."""

from __future__ import annotations

import re
from typing import Final

# What stands right before « à » when the place is a thing's, another's, a journey's end.
_ELSEWHERE: Final = re.compile(
    r"(?:\b(?:est|sont|[ée]tait|parti[es]{0,2}|n[ée]e?s?|aller|vais|va|vas|vont|irai|morte?s?|retrouv\w{1,4}|poignard\w{1,4}"
    r"|tu[ée]e?s?|bagarre|match|concert|ski|vacances|arr[êe]t[ée]e?|incendie|feu|attentat|f[ée]minicide|festival|rdv))\s+$",
    re.IGNORECASE,
)
_NEWS: Final = re.compile(
    r"\b(?:radio|journal|journaux|articles?|podcasts?|presse|infos?|actu|jt|bfm|film|s[ée]rie|[ée]pisode|paroles|morceau"
    r"|clip|fait divers)\b",
    re.IGNORECASE,
)
_SENTENCE_END: Final = re.compile(r"[.!?\n]")
_BEFORE: Final = 24  # characters: the longest of the words above, and a space
_SENTENCE: Final = 200
_AFTER: Final = 60


def is_elsewhere(text: str, start: int, end: int) -> bool:
    """Say whether the place led in at `start` and ending at `end` is not where somebody is. Bounded."""
    if _ELSEWHERE.search(text[max(0, start - _BEFORE) : start]):
        return True
    before = _SENTENCE_END.split(text[max(0, start - _SENTENCE) : start])[-1]
    return _NEWS.search(before + text[start : end + _AFTER]) is not None
