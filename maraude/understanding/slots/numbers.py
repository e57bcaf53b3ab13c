"""Numbers as they are said: « dix-sept », « vingt et un »."""

from __future__ import annotations

from collections.abc import Sequence

_SAID = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_HEARD = {"une": 1, "kinze": 15, "sez": 16, "seiz": 16, "katorze": 14}
_UNITS = {word: value for value, word in enumerate(_SAID.split(" "))} | _HEARD
_TENS = {"dix": 10, "vingt": 20, "vin": 20, "trente": 30, "trent": 30, "quarante": 40}


def number_at(words: Sequence[str], index: int) -> tuple[int, int] | None:
    """Return the number that begins at a folded word and how many words it takes, None when none does.

    >>> number_at(["vingt", "et", "un", "ans"], 0), number_at(["17", "ans"], 0), number_at(["dix", "sept"], 0)
    ((21, 3), (17, 1), (17, 2))
    """
    word = words[index]
    if word.isdecimal():
        return (int(word), 1) if len(word) <= 3 else None
    if word not in _TENS:
        return (_UNITS[word], 1) if word in _UNITS else None
    tens, taken = _TENS[word], 1
    if words[index + 1 : index + 2] == ["et"] and words[index + 2 : index + 3] in (["un"], ["une"]):
        return tens + 1, 3
    following = words[index + 1] if index + 1 < len(words) else ""
    if _UNITS.get(following, 99) < 10:
        return tens + _UNITS[following], taken + 1
    return tens, taken
