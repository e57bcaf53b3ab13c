"""How long a text is on a channel, and where it is cut: in its unit, between words, never inside a grapheme."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterator, Mapping
from typing import Final

from maraude.core.sms import count_sms, is_gsm, septets, septets_in, utf16_in

_JOINER: Final = "\u200d"
_SKIN: Final = range(0x1F3FB, 0x1F400)
_FLAG: Final = range(0x1F1E6, 0x1F200)
_BLANKS: Final = " \n\t"


def _utf16(piece: str) -> int:
    return len(piece.encode("utf-16-le", "surrogatepass")) // 2


def _bytes(piece: str) -> int:
    return len(piece.encode("utf-8", "surrogatepass"))


_SIZES: Final[Mapping[str, Callable[[str], int]]] = {
    "chars": len,
    "utf16": _utf16,
    "bytes": _bytes,
    "graphemes": lambda _: 1,
}
SEGMENTS: Final = "segments"  # of SMS: what one holds depends on the whole text


def graphemes(text: str) -> Iterator[str]:
    """Cut a text into what a reader sees as one sign: marks, joined emoji, skin tones and flags stay whole.

    A close reading of Unicode's UAX 29 without its tables: Hangul and Indic clusters may be cut finer.

    >>> [len(sign) for sign in graphemes("ae\u0301👩‍🚀🇫🇷")]
    [1, 2, 3, 2]
    """
    sign = ""
    for character in text:
        if sign and not _continues(sign, character):
            yield sign
            sign = ""
        sign += character
    if sign:
        yield sign


def _continues(sign: str, character: str) -> bool:
    if character == _JOINER or sign[-1] == _JOINER or ord(character) in _SKIN:
        return True
    if sign == "\r":
        return character == "\n"
    if len(sign) == 1 and ord(sign) in _FLAG:
        return ord(character) in _FLAG
    return unicodedata.category(character) in {"Mn", "Me", "Mc"}


def length(text: str, *, unit: str) -> int:
    """Return the length of a text in `chars`, `utf16`, `bytes`, `graphemes` or `segments` (else a `KeyError`)."""
    if unit == SEGMENTS:
        return count_sms(text).segments
    size = _SIZES[unit]
    return sum(size(sign) for sign in graphemes(text))


def split(text: str, *, longest: int, unit: str) -> list[str]:
    """Cut a text into parts of at most `longest` units, at a line or a blank when the part has one.

    A word or an address longer than a part is cut, between two graphemes; a single grapheme longer than a part
    is left whole. Nothing is lost but the blanks at the cuts.

    >>> split("un deux trois", longest=8, unit="chars")
    ['un deux', 'trois']
    """
    found: list[str] = []
    rest = text.strip(_BLANKS)
    most, size = _ruler(text, longest, unit)
    size_of_all = len if unit == "graphemes" else size  # a text has at most as many graphemes as characters
    while rest:
        if size_of_all(rest) <= most:
            return [*found, rest]
        fits = _fitting(rest, most, size)
        if fits < len(rest) and rest[fits] not in _BLANKS:
            cut = rest.rfind("\n", 0, fits)
            cut = cut if cut > fits // 2 else max(rest.rfind(blank, 0, fits) for blank in _BLANKS)
            fits = cut if cut > 0 else fits
        found.append(rest[:fits].rstrip(_BLANKS))
        rest = rest[fits:].lstrip(_BLANKS)
    return found


def _ruler(text: str, longest: int, unit: str) -> tuple[int, Callable[[str], int]]:
    if unit != SEGMENTS:
        return longest, _SIZES[unit]
    return (septets_in(longest), septets) if is_gsm(text) else (utf16_in(longest), _utf16)


def _fitting(text: str, longest: int, size: Callable[[str], int]) -> int:
    """Return how many characters fit: whole graphemes, at least one."""
    units = place = 0
    for sign in graphemes(text):
        units += size(sign)
        if place and units > longest:
            return place
        place += len(sign)
    return place
