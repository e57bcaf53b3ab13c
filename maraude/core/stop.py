"""STOP: a word that ends contact at once, on every channel."""

from __future__ import annotations

import unicodedata

_WORDS = {"stop", "stopp", "stopper", "arret", "arreter", "arretez", "desabonner", "unsubscribe"}


def is_stop(text: str) -> bool:
    """Say whether a message is nothing but a request to stop.

    >>> is_stop(" ARRÊT ! "), is_stop("stop j'en peux plus")
    (True, False)
    """
    if len(text) > 24:
        return False
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(character for character in folded if character.isalpha() and character.isascii()) in _WORDS
