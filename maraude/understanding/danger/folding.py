"""From what was typed to plain lower-case letters, one character at a time, so that offsets are never lost."""

from __future__ import annotations

import html
import re
import unicodedata
from dataclasses import dataclass

from maraude.understanding.danger.screening import Span

# Look-alikes that Unicode does not decompose. Only letters a reader would take for the Latin one.
_LOOKALIKES = dict(zip("аеорсухіјѕԁһӏмнвкт", "aeopcyxijsdhlmhbkt", strict=True))
_LOOKALIKES |= dict(zip("αβεικνορτυχηωσςѵ", "abeiknoptuxnwosv", strict=True))
_LOOKALIKES |= {"œ": "oe", "æ": "ae", "ß": "ss", "ı": "i", "ɑ": "a", "ɡ": "g", "ø": "o", "ł": "l", "đ": "d", "ꜱ": "s"}

# An emoji that stands for a word becomes that word; all others are blanks.
_EMOJI = dict.fromkeys("😂🤣😹😆😅💀☠", " mdr ")
_EMOJI |= {
    "🔪": " couteau ",
    "🗡": " couteau ",
    "🔫": " flingue ",
    "💊": " cachets ",
    "🅰": "a",
    "🅱": "b",
    "🅾": "o",
    "🅿": "p",
}
_EMOJI |= {"ℹ": "i", "Ⓜ": "m", "❌": " ", "⭕": "o"}

_LETTER_RANGES = (
    (0x00, 0x24F), (0x250, 0x2AF), (0x370, 0x52F), (0x1D00, 0x1DBF), (0x1E00, 0x1EFF), (0x2070, 0x209F),
    (0x2100, 0x214F), (0x2460, 0x24FF), (0xA730, 0xA731), (0xFF00, 0xFF5E), (0x1D400, 0x1D7FF), (0x1F110, 0x1F1FF),
    (0xE0020, 0xE007E),
)  # fmt: skip
_BLANK_RANGES = (
    (0x2000, 0x200A), (0x2010, 0x2029), (0x202F, 0x205F), (0x2190, 0x23FF), (0x2500, 0x2BFF), (0x3000, 0x303F),
    (0x1F000, 0x1F10F), (0x1F200, 0x1FAFF),
)  # fmt: skip
_DELETED_RANGES = (
    (0x00, 0x08), (0x0E, 0x1F), (0x7F, 0x9F), (0xAD, 0xAD), (0x300, 0x36F), (0x61C, 0x61C), (0x115F, 0x1160),
    (0x180B, 0x180E), (0x1AB0, 0x1AFF), (0x1DC0, 0x1DFF), (0x200B, 0x200F), (0x202A, 0x202E), (0x2060, 0x206F),
    (0x20D0, 0x20FF), (0x3164, 0x3164),
    (0xD800, 0xDFFF), (0xFE00, 0xFE0F), (0xFE20, 0xFE2F), (0xFEFF, 0xFEFF), (0xFFA0, 0xFFA0), (0xFFF0, 0xFFFD),
    (0x1F3FB, 0x1F3FF), (0xE0000, 0xE001F), (0xE007F, 0xE007F), (0xE0100, 0xE01EF),
)  # fmt: skip
_NAMED = re.compile(r"(?:LATIN|INDICATOR SYMBOL|CIRCLED|SQUARED).* LETTER ([A-Z])(?: WITH.*)?$|SMALL CAPITAL ([A-Z])$")


def _letter(code: int) -> str:
    """Fold one character to the plain letters it shows, or to a blank."""
    char = chr(code).lower()
    if char in _LOOKALIKES:
        return _LOOKALIKES[char]
    if char.isascii():
        return char if char.isalnum() else " "
    bare = "".join(c for c in unicodedata.normalize("NFKD", char).lower() if not unicodedata.combining(c))
    bare = "".join(_LOOKALIKES.get(c, c) for c in bare)
    if bare.isascii() and bare.isalnum():
        return bare
    named = _NAMED.search(unicodedata.name(chr(code), "")) if code >= 0x1D00 or 0x24F < code < 0x370 else None
    if named:
        return (named[1] or named[2]).lower()
    return bare if bare.isalpha() else " "


def _build_table() -> dict[int, str]:
    table = {code: _letter(code) for first, last in _LETTER_RANGES for code in range(first, last + 1)}
    for first, last in _BLANK_RANGES:
        table |= dict.fromkeys(range(first, last + 1), " ")
    for first, last in _DELETED_RANGES:
        table |= dict.fromkeys(range(first, last + 1), "")
    return table | {ord(char): word for char, word in _EMOJI.items()}


TABLE = _build_table()
_BYTES = bytes(ord(TABLE[code]) if len(TABLE[code]) == 1 and TABLE[code].isascii() else 32 for code in range(256))
_DELETED = bytes(code for code in range(256) if not TABLE[code])
_WIDE = {code for code in range(256) if len(TABLE[code]) > 1}  # æ and ß: two letters each, left to the slow table
_IS_WIDE = re.compile("[" + "".join(map(chr, sorted(_WIDE))) + "]")
_NOTHING, _WORD = "\x7f", "\x1a"
_PLACES = {
    code: _NOTHING if not read else _WORD if read[0] == " " and len(read) > 1 else read[0]
    for code, read in TABLE.items()
}
_TOKEN = re.compile(rf"{_WORD}|{_NOTHING}*[^\s{_NOTHING}{_WORD}][^\s{_WORD}]*")
_DOUBLES = tuple((letter * 2, letter) for letter in "abcdefghijklmnopqrstuvwxyz")


def fold(text: str) -> str:
    """Return lower-case words without accents, disguise, punctuation or doubled letters.

    French doubles carry no danger of their own, and « mouriiiir » or « frapper » written with one p must read alike.

    >>> fold("J’en PEUX plus… mouriiir, ｓｕｉｃｉｄｅ").split()
    ['j', 'en', 'peux', 'plus', 'mourir', 'suicide']
    """
    plain = text.replace("’", "'").replace("…", " ")
    try:
        folded = plain.encode("latin-1").translate(_BYTES, _DELETED).decode("ascii")
    except UnicodeEncodeError:
        folded = plain.translate(TABLE)
    else:
        if not plain.isascii() and _IS_WIDE.search(plain):
            folded = plain.translate(TABLE)
    for double, single in _DOUBLES:
        while double in folded:
            folded = folded.replace(double, single)
    return folded


def token_spans(text: str) -> list[Span]:
    """Return where each token of `fold(text).split()` stands in `text`, as code-point offsets.

    Same table, but one character for one: what is deleted and what becomes a word of its own keep their places.
    """
    return [found.span() for found in _TOKEN.finditer(text.replace("’", "'").replace("…", " ").translate(_PLACES))]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unescaped:
    """A text whose HTML entities were read, and where each of its characters came from (None: unchanged)."""

    text: str
    origin: tuple[int, ...] | None

    def back(self, span: Span) -> Span:
        """Return the offsets of a span in the text as received."""
        if self.origin is None:
            return span
        return self.origin[span[0]], self.origin[span[1]]


_ENTITY = re.compile(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,8});")


def unescape(text: str) -> Unescaped:
    """Read HTML entities, once."""
    if "&" not in text or not _ENTITY.search(text):
        return Unescaped(text=text, origin=None)
    pieces: list[str] = []
    origin: list[int] = []
    done = 0
    for found in _ENTITY.finditer(text):
        pieces.append(text[done : found.start()])
        origin.extend(range(done, found.start()))
        read = html.unescape(found[0])
        pieces.append(read)
        origin.extend([found.start()] * len(read))
        done = found.end()
    pieces.append(text[done:])
    origin.extend(range(done, len(text) + 1))
    return Unescaped(text="".join(pieces), origin=tuple(origin))
