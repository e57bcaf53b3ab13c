"""STOP: a word that ends contact at once, on every channel."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

LONGEST: Final = 24
_WORDS = {
    *("stop", "stopper", "arret", "arreter", "arretez"),
    *("desabonner", "desabonnement", "desinscrire", "desinscription", "unsubscribe"),
}
_BESIDE = {"sms", "mail", "email", "all", "messages", "les", "svp", "stp", "merci", "please"}
_LONG_STOP = re.compile(r"stop+")
_KIND = set("🙏👍👌👋🛑🚫✋🤚❤😊🙂♥")


def is_stop(text: str) -> bool:
    """Say whether a message is nothing but a request to stop.

    >>> is_stop(" ARRÊT ! "), is_stop("S T O P"), is_stop("stop sms"), is_stop("stop j'en peux plus")
    (True, True, True, False)
    """
    if len(text) > LONGEST:
        return False
    folded = unicodedata.normalize("NFKD", text.casefold())
    if any(map(_is_unread, folded)):
        return False  # something that this list cannot read was said as well: a person reads it
    shown = "".join(character for character in folded if unicodedata.category(character) not in {"Mn", "Cf"})
    words = re.findall(r"[a-z]+", shown)
    return _asks("".join(words)) or (bool(words) and _asks(words[0]) and _BESIDE.issuperset(words[1:]))


def _is_unread(character: str) -> bool:
    """Say whether a character may carry a meaning of its own: a letter of another script, a knife, a coffin."""
    if character.isascii() or character in _KIND:
        return False
    return character.isalpha() or unicodedata.category(character) in {"So", "Co", "Cs", "Cn"}


def _asks(word: str) -> bool:
    return word in _WORDS or _LONG_STOP.fullmatch(word) is not None
