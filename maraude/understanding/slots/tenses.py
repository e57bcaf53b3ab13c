"""Signs that a thing is over, in folded words: enough to tell « à 16 ans je peux … ? » from « à 16 ans j'écrivais »."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from maraude.understanding.text.word_list import word_set

_NOT_PAST: Final = word_set(
    "mais jamais fait fais vais sais sait connais connait parait parais plait plais vrai vrais francais anglais "
    "portugais refait refais satisfait parfait lait trait frais mauvais palais desormais biais souhait portrait "
    "retrait extrait attrait distrait hais serait saurais relais essais marais balais nais nait"
)
_BRINGS_TO_NOW: Final = word_set("jamais pas toujours plus encore cette cet")


def is_past(word: str) -> bool:
    """Say whether a folded word is an imperfect: « j'étais », « il dormait », not « je voudrais », « jamais ».

    >>> is_past("dormait"), is_past("voudrais"), is_past("jamais")
    (True, False, False)
    """
    return word.endswith(("ais", "ait", "aient")) and not word.endswith(("rais", "rait")) and word not in _NOT_PAST


def has_done(words: Sequence[str]) -> bool:
    """Say whether « j'ai … » tells something done, unless « jamais » or « cet hiver » brings it to now."""
    return "ai" in words and not _BRINGS_TO_NOW.intersection(words)
