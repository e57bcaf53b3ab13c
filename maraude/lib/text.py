"""Text from outside: stored whole, never refused for its characters."""

from __future__ import annotations

import re
import unicodedata

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_OWN_PAGE = re.compile(r"/(me|a)/[\w-]{20,}")
_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u061c\u180e]")


def storable(text: str) -> str:
    """Replace what PostgreSQL and UTF-8 cannot hold (NUL, lone surrogates) by U+FFFD, one for one.

    >>> storable("a\\x00b")
    'a�b'
    """
    return _UNSTORABLE.sub("\ufffd", text)


def visible(text: str) -> str:
    """Show bidirectional and zero-width characters as their code points, so that no one reads a forged order.

    Emoji joiners between two symbols and marks inside Arabic or Hebrew text stay as they are.

    >>> visible("abc\\u202edef")
    'abc⟦U+202E⟧def'
    """
    return _INVISIBLE.sub(_shown, text)


def without_codes(text: str) -> str:
    """Hide the code of a person's own page in a message: it is theirs alone, colleagues only see that it was sent.

    >>> without_codes("https://m.example/me/Zm9vYmFyYmF6cXV4MTIzNDU2Nzg5MDEy ok")
    'https://m.example/me/… ok'
    """
    return _OWN_PAGE.sub(r"/\1/…", text)


def _shown(match: re.Match[str]) -> str:
    character, text, place = match.group(), match.string, match.start()
    before = unicodedata.category(text[place - 1]) if place else ""
    if character == "\u200d" and before in {"So", "Sk", "Mn", "Me"}:
        return character
    if character in "\u200e\u200f\u200c" and place and unicodedata.bidirectional(text[place - 1]) in {"R", "AL"}:
        return character
    return f"⟦U+{ord(character):04X}⟧"
