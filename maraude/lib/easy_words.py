"""Codes made of easy French words: said, remembered and typed without trouble, forgiving one wrong letter a word."""

from __future__ import annotations

import re
import secrets
import unicodedata
from functools import cache
from pathlib import Path

_FILE = Path(__file__).with_suffix(".txt")


@cache
def easy_words() -> tuple[str, ...]:
    """Return 1,024 words without accents; any two of them differ by more than one letter."""
    return tuple(_FILE.read_text(encoding="utf-8").split())


def new_words(count: int) -> list[str]:
    """Return words drawn at random: ten bits each."""
    return [secrets.choice(easy_words()) for _ in range(count)]


def read_words(text: str) -> list[str]:
    """Return the words somebody typed, as the list has them: accents, capitals and one wrong letter are forgiven.

    >>> read_words("Abeille, CHÂTEAU  guitarre")
    ['abeille', 'chateau', 'guitare']
    """
    folded = unicodedata.normalize("NFKD", text[:200].casefold().replace("œ", "oe"))
    plain = "".join(character for character in folded if not unicodedata.combining(character))
    return [_nearest(word) for word in re.findall("[a-z]+", plain)[:12]]


def _nearest(word: str) -> str:
    known = easy_words()
    if word in known or len(word) > 12:
        return word
    near = [candidate for candidate in known if _one_letter_apart(word, candidate)]
    return near[0] if len(near) == 1 else word


def _one_letter_apart(first: str, second: str) -> bool:
    if len(first) == len(second):
        return sum(a != b for a, b in zip(first, second, strict=True)) == 1
    short, long = sorted((first, second), key=len)
    return len(long) - len(short) == 1 and any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
