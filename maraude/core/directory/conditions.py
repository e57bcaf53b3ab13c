"""What a service says of itself that no field of data·inclusion holds: closed for good, for who is out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

_CLOSED: Final = re.compile(
    r"fermée?s? (?:définitivement|depuis)|définitivement fermée?|n['’]existe plus|a cessé (?:son activité|d['’]exister)"
    r"|(?:fermeture|cessation) définitive|service supprimé",
    re.IGNORECASE,
)
_NAMED_CLOSED: Final = re.compile(r"\(fermée?\)|^fermée?\b(?! (?:le|la|les|en|à|de|du)\b)", re.IGNORECASE)
# Said by a path that takes all of one's time: nobody at school, in training or at work is received.
_NEITHER: Final = re.compile(
    r"ni en emploi|ni en formation|ni en études|ni scolarisé|sans solution|contrat d['’]engagement jeunes?\b|\bcej\b",
    re.IGNORECASE,
)
_LEFT_SCHOOL: Final = re.compile(
    r"sorti(?:e|s|es|·e|·e·s)? (?:du système scolaire|de l['’]école|de scolarité)|décrocheu(?:r|rs|se|ses)\b"
    r"|déscolarisée?s?|(?:quitté|arrêté) (?:le lycée|le collège|l['’]école|leurs études|ses études)|hors de l['’]école",
    re.IGNORECASE,
)
_PUPILS_TOO: Final = re.compile(
    r"(?<!dé)(?<!non )(?<!ni )scolarisée?s?|collégien|lycéen|élèves|étudiant", re.IGNORECASE
)


def says_closed(*, name: str, description: str) -> bool:
    """Say whether a service or its structure says it is closed for good; closed for the holidays is not.

    >>> says_closed(name="Point jeunes (fermé)", description=""), says_closed(name="", description="Fermé le lundi.")
    (True, False)
    """
    return bool(_CLOSED.search(name) or _NAMED_CLOSED.search(name) or _CLOSED.search(description))


def says_only_out(texts: Sequence[str], *, is_door: bool) -> bool:
    """Say whether only who is out of school, training and work is received. `is_door`: of a first door for the young.

    A mission locale that says « sortis du système scolaire » still tells a pupil where to go; its full-time paths do
    not take one.

    >>> says_only_out(["16-25 ans, ni en emploi, ni en formation"], is_door=True)
    True
    """
    for text in texts:
        if _NEITHER.search(text):
            return True
        if not is_door and _LEFT_SCHOOL.search(text) and not _PUPILS_TOO.search(text):
            return True
    return False
