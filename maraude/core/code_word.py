"""A word that a young person chose: asked on their page after a silence, since another may hold the phone (T05)."""

from __future__ import annotations

import unicodedata
from datetime import datetime, timedelta

SILENCE = timedelta(hours=24)
PROVEN_FOR = timedelta(hours=24)
MOST_TRIES = 5
SHUT_FOR = timedelta(minutes=15)
SHORTEST, LONGEST = 3, 60


def plain_word(text: str) -> str:
    """Return a word as it is compared: capitals, accents, signs and spaces do not count.

    >>> plain_word("  Été à Saverne ! ")
    'eteasaverne'
    """
    folded = unicodedata.normalize("NFKD", text[: 4 * LONGEST].casefold())
    return "".join(one for one in folded if one.isalnum())


def is_asked(*, link_made_at: datetime, last_inbound_at: datetime | None, at: datetime) -> bool:
    """Say whether the word is asked: an address of another day, or a person who has not written for a day."""
    return at - link_made_at >= SILENCE or last_inbound_at is None or at - last_inbound_at >= SILENCE
