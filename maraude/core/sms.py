"""How many SMS a text takes: septets where GSM 7-bit has every character, else UTF-16 (3GPP TS 23.038 and 23.040)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

_BASIC: Final = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_EXTENDED: Final = frozenset("\f^{}\\[~]|€")  # an escape and a character: two septets


@dataclass(frozen=True, slots=True, kw_only=True)
class SmsCount:
    """What a text takes on the air. `units` are septets (`gsm7`) or UTF-16 units (`ucs2`)."""

    encoding: str
    units: int
    segments: int


def is_gsm(text: str) -> bool:
    """Say whether GSM 7-bit has every character (it has é and à, but neither ç nor ê)."""
    return _BASIC.union(_EXTENDED).issuperset(text)


def septets(text: str) -> int:
    """Return the septets of a text that is all GSM."""
    return len(text) + sum(character in _EXTENDED for character in text)


def septets_in(segments: int) -> int:
    """Return how many septets surely fit into a number of segments: an escape is never cut from its character."""
    return 160 if segments == 1 else 152 * segments + 1


def utf16_in(segments: int) -> int:
    """Return how many UTF-16 units surely fit into a number of segments: a pair is never cut."""
    return 70 if segments == 1 else 66 * segments + 1


def count_sms(text: str) -> SmsCount:
    """Count a text: 160 septets or 70 units alone, 153 or 67 a segment when there are several.

    >>> count_sms("ok à ce soir")
    SmsCount(encoding='gsm7', units=12, segments=1)
    >>> count_sms("ça va ?").encoding
    'ucs2'
    """
    if is_gsm(text):
        return _count("gsm7", [2 if character in _EXTENDED else 1 for character in text], alone=160, each=153)
    return _count("ucs2", [2 if ord(character) > 0xFFFF else 1 for character in text], alone=70, each=67)


def _count(encoding: str, widths: list[int], *, alone: int, each: int) -> SmsCount:
    units = sum(widths)
    if units <= alone:
        return SmsCount(encoding=encoding, units=units, segments=1 if units else 0)
    return SmsCount(encoding=encoding, units=units, segments=_filled(widths, each))


def _filled(widths: Iterable[int], each: int) -> int:
    """Fill segments in order: a character of two units is never cut, it begins the next one."""
    segments, used = 1, 0
    for width in widths:
        if used + width > each:
            segments, used = segments + 1, 0
        used += width
    return segments
