"""A poster on an A4 sheet, in points: lines of text in the middle, and the square of the code. No drawing here."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

WIDTH, HEIGHT = 595.0, 842.0
_MARGIN = 48.0
_CODE = 264.0
# Widths of Helvetica's letters in thousandths of the size, the letters of one width together (Adobe's AFM).
_WIDTHS = {
    222: "ijl",
    278: " !,./:;[]\\ftI",
    191: "'’",
    333: "()-`r",
    500: "Jckvsxyz",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    944: "W",
    1015: "@",
}
_LETTERS = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_USUAL, _BOLD = 556, 1.07


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """Some words in the middle of the sheet; `top` is where their foot stands, from the top."""

    text: str
    size: float
    top: float
    is_bold: bool = False

    @property
    def width(self) -> float:
        """Return how wide it is, nearly."""
        return text_width(self.text, size=self.size, is_bold=self.is_bold)


@dataclass(frozen=True, slots=True, kw_only=True)
class Poster:
    """What is drawn: lines, and where the code is."""

    lines: Sequence[Line]
    code_left: float
    code_top: float
    code_side: float = _CODE


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterWords:
    """What a poster says, from top to bottom."""

    title: str
    what: str
    address: str
    who: str
    danger: str
    where: str


def lay_out(words: PosterWords) -> Poster:
    """Return where everything stands; the address is as wide as it can be, never cut."""
    lines: list[Line] = []
    top = _put(lines, words.title, size=54, top=110, is_bold=True)
    top = _put(lines, words.what, size=22, top=top + 44)
    code_top = top + 30
    room = WIDTH - 2 * _MARGIN
    size = min(30.0, 30.0 * room / text_width(words.address, size=30, is_bold=True))
    top = code_top + _CODE + 20 + size
    lines.append(Line(text=words.address, size=size, top=top, is_bold=True))
    top = _put(lines, words.who, size=19, top=top + 44)
    top = _put(lines, words.danger, size=17, top=top + 40, is_bold=True)
    _put(lines, words.where, size=12, top=max(top + 40, HEIGHT - 40))
    return Poster(lines=lines, code_left=(WIDTH - _CODE) / 2, code_top=code_top)


def text_width(text: str, *, size: float, is_bold: bool = False) -> float:
    """Return how wide a text is, in points, nearly: an accent adds nothing.

    >>> round(text_width("été", size=10), 1) == round(text_width("ete", size=10), 1)
    True
    """
    plain = "".join(one for one in unicodedata.normalize("NFD", text) if not unicodedata.combining(one))
    return sum(_LETTERS.get(one, _USUAL) for one in plain) * size / 1000 * (_BOLD if is_bold else 1)


def _put(lines: list[Line], text: str, *, size: float, top: float, is_bold: bool = False) -> float:
    for words in _wrapped(text, size, is_bold):
        lines.append(Line(text=words, size=size, top=top, is_bold=is_bold))
        top += size * 1.3
    return top - size * 1.3


def _wrapped(text: str, size: float, is_bold: bool) -> Iterator[str]:
    line = ""
    for word in text.split():
        longer = f"{line} {word}".strip()
        if line and text_width(longer, size=size, is_bold=is_bold) > WIDTH - 2 * _MARGIN:
            yield line
            longer = word
        line = longer
    yield line
