"""Numbers as they are said: « dix-sept », « vingt et un », « quatre-vingt-un »."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from maraude.understanding.text.word_list import word_set

_SAID: Final = "zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize"
_HEARD: Final = {"une": 1, "kinze": 15, "kinz": 15, "sez": 16, "seiz": 16, "katorze": 14, "katorz": 14}
_UNITS: Final = {word: value for value, word in enumerate(_SAID.split(" "))} | _HEARD
_TENS: Final = {
    "dix": 10,
    "dis": 10,
    "diz": 10,
    "vingt": 20,
    "vingts": 20,
    "vin": 20,
    "vint": 20,
    "trente": 30,
    "trent": 30,
    "quarante": 40,
    "cinquante": 50,
    "soixante": 60,
}
_TENS_ALONE: Final = _TENS.keys() - {"dis"}  # « dis » is a verb but before a unit: « dis sept »
_HEARD_AFTER_TENS: Final = {"set": 7, "uit": 8, "nef": 9}
_MOST_DIGITS: Final = 3
_FIRST_WORDS: Final = frozenset(_UNITS) | frozenset(_TENS)
_SECOND_DOZENS: Final = word_set("soixante vingt vingts")  # « soixante-dix », « quatre-vingt-onze » go on to 19


def number_at(words: Sequence[str], index: int) -> tuple[int, int] | None:
    """Return the number that begins at a folded word and how many words it takes, None when none does.

    >>> number_at(["vingt", "et", "un", "ans"], 0), number_at(["17", "ans"], 0), number_at(["dix", "sept"], 0)
    ((21, 3), (17, 1), (17, 2))
    """
    word = words[index]
    if word.isdecimal():
        return (int(word), 1) if len(word) <= _MOST_DIGITS else None
    if word not in _FIRST_WORDS:
        return None
    if word == "quatre" and words[index + 1 : index + 2] in (["vingt"], ["vingts"]):
        return _with_unit(words, index + 1, tens=80, taken=2)
    if word in _TENS:
        found = _with_unit(words, index, tens=_TENS[word], taken=1)
        return found if found[1] > 1 or word in _TENS_ALONE else None
    return _UNITS[word], 1


def _with_unit(words: Sequence[str], index: int, *, tens: int, taken: int) -> tuple[int, int]:
    """Add what follows the tens at `index`: « vingt et un », « dix-sept », « soixante-quinze »."""
    if words[index + 1 : index + 2] == ["et"] and words[index + 2 : index + 3] in (["un"], ["une"], ["onze"]):
        return tens + _UNITS[words[index + 2]], taken + 2
    following = words[index + 1] if index + 1 < len(words) else ""
    unit = _UNITS.get(following, _HEARD_AFTER_TENS.get(following, 0))
    most = 16 if words[index] in _SECOND_DOZENS and tens in {60, 80} else 9
    if following == "dix" and most > 9:
        return _with_unit(words, index + 1, tens=tens + 10, taken=taken + 1)
    if 1 < unit <= most or (unit == 1 and tens == 80):
        return tens + unit, taken + 1
    return tens, taken
