"""Characters as one writes them to a machine: one shape per letter, and where each came from."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_INVISIBLE = "\u200b\u200c\u200d\u200e\u200f\u2060\u2061\u2062\u2063\u2064\ufeff\u00ad\u180e\ufe0e\ufe0f"
_APOSTROPHES = "\u2019\u2018\u02bc\u00b4\u0060\u2032\u02b9\uff07"
_SPACES = "\u00a0\u202f\u2009\u2007\u3000\x00\t\n\r\x0b\x0c\u2028\u2029"
# Letters of other alphabets that look Latin, as filters are fooled with them.
_LOOKALIKES = {
    **dict(zip("аеорсухікмтнвѕјԁ", "aeopcyxikmthbsjd", strict=True)),
    **dict(zip("αειοκνρτυχ", "aeiokvptux", strict=True)),
}
_PLAIN = {
    **{ord(one): "'" for one in _APOSTROPHES},
    **{ord(one): " " for one in _SPACES},
    **{ord(other): latin for other, latin in _LOOKALIKES.items()},
}
_GONE = dict.fromkeys(map(ord, _INVISIBLE))
_LATIN_FOLD = str.maketrans(
    {
        **{accented: unicodedata.normalize("NFD", accented)[0] for accented in "àâäáãåçéèêëíìîïñóòôöõúùûüýÿ"},
        "œ": "oe",
        "æ": "ae",
        "ß": "ss",
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """Text in lower case and plain characters; `origin` is None when no character moved, else the place each had."""

    text: str
    origin: Sequence[int] | None

    def place(self, index: int) -> int:
        """Return where a character of `text` stood in the text as received."""
        if self.origin is None:
            return index
        return self.origin[index]


def plain(text: str) -> Plain:
    """Lower the case, straighten quotes and spaces, read look-alike letters as Latin, drop what cannot be seen.

    Accents stay: « mé » and « me » are two words in a text message. Total on any string, linear.

    >>> plain("L\u2019ÉTÉ").text
    "l'été"
    """
    lowered = text.lower().translate(_PLAIN)
    if len(lowered) == len(text) and lowered.isascii():
        return Plain(text=lowered, origin=None)
    shown = lowered.translate(_GONE)
    if len(shown) == len(text) and unicodedata.is_normalized("NFKC", shown):
        return Plain(text=shown, origin=None)
    return _plain_slowly(text)


def _plain_slowly(text: str) -> Plain:
    kept: list[str] = []
    origin: list[int] = []
    for index, character in enumerate(text):
        if kept and unicodedata.combining(character):
            joined = unicodedata.normalize("NFC", kept[-1] + character)
            if len(joined) == 1:
                kept[-1] = joined
            continue
        shaped = unicodedata.normalize("NFKC", character).lower().translate(_PLAIN).translate(_GONE)
        kept.extend(shaped)
        origin.extend([index] * len(shaped))
    return Plain(text="".join(kept), origin=tuple(origin))


@lru_cache(maxsize=65_536)
def fold(word: str) -> str:
    """Take the accents off one word.

    >>> fold("hébergé")
    'heberge'
    """
    return word.translate(_LATIN_FOLD)
