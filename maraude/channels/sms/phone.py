"""A telephone number in its one spelling (E.164), whatever the carrier wrote."""

from __future__ import annotations

from typing import Final

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat

HOME: Final = "FR"  # where a number without a country is read
_LONGEST: Final = 24


def international(written: str) -> str | None:
    """Return a number as +33…, or None for what nobody can be answered at (a short code, a brand's name).

    >>> international("06 39 98 12 38"), international("33639981238"), international("0033639981238")
    ('+33639981238', '+33639981238', '+33639981238')
    >>> international("38001"), international("ORANGE")
    (None, None)
    """
    text = written.strip()
    if not text or len(text) > _LONGEST:
        return None
    text = f"+{text[2:]}" if text.startswith("00") else text
    # over SMPP the plus is missing: a number that does not begin by 0 is tried as an international one first
    spellings = [text] if text.startswith(("+", "0")) else [f"+{text}", text]
    return next((number for one in spellings if (number := _read(one)) is not None), None)


def _read(text: str) -> str | None:
    try:
        number = phonenumbers.parse(text, HOME)
    except NumberParseException:
        return None
    if not phonenumbers.is_possible_number(number):
        return None
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))
