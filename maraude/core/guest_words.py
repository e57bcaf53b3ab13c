"""An adviser's words in a young person's own channel: who they are from, and when a worker reads them first."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

from maraude.core.safety import RiskLevel

LONGEST_GUEST_NAME = 40
LONGEST_GUEST_WORDS = 2_000

# Structures whose mere name on a lit screen says nothing that may hurt; the others are not named there (P-12).
_MAY_BE_NAMED = frozenset(
    {"mission_locale", "cio", "information_jeunesse", "france_travail", "e2c", "epide", "smv", "service_civique"}
)
# Where somebody else's address in a minor's telephone could lead is for a worker to look at first.
_ADDRESS = re.compile(r"https?://|www\.|\b[\w-]+\.(?:fr|com|net|org|io|me|gg|ly|app|link|ru|tk)\b", re.IGNORECASE)
# Short on purpose: it holds a message until a worker has read it, it refuses none.
_HARSH = re.compile(
    r" (?:connard|connasse|salope|salaud|pute|putain|bat?tarde?|enculee?|enfoire|abrutie?|cretine?|debile|idiote?"
    r"|imbecile|boulet|parasite|cassos|clochard|clodo|fei?gn?i?ante?|faineante?|branleur|branleuse|racaille|negre"
    r"|bougnoule|pede|tapette|gouine|mongole?|boloss|bitch|asshole|stupid"
    r"|ta gueule|ferme la|casse toi|degage|cas social|bon(?:ne)? a rien|(?:tu vas|vous allez) le regretter"
    r"|(?:tu me fais|vous me faites) perdre mon temps|shut up|you will regret) "
)


class Held(StrEnum):
    """Why an adviser's words wait for a worker before they reach a young person."""

    DANGER = "danger"
    HARSH = "harsh"
    ADDRESS = "address"


def why_held(text: str, *, level: RiskLevel) -> Held | None:
    """Return why these words wait for a worker, None when they may go. `level`: what the danger rules saw.

    >>> why_held("Bonjour, on se voit mardi ?", level=RiskLevel.NONE)
    >>> why_held("Vous êtes vraiment un cas social.", level=RiskLevel.NONE)
    <Held.HARSH: 'harsh'>
    """
    if level is not RiskLevel.NONE:
        return Held.DANGER
    words = _plain(text)
    if _HARSH.search(words):
        return Held.HARSH
    return Held.ADDRESS if _ADDRESS.search(text) else None


def guest_name(text: str) -> str:
    """Return a name fit to be shown before somebody's words: letters only, on one line; empty when none is left.

    >>> guest_name("Léa\\n[Nour]")
    'Léa Nour'
    """
    kept = "".join(one if one.isalpha() or one in "-'’." else " " for one in unicodedata.normalize("NFC", text))
    return " ".join(kept.split())[:LONGEST_GUEST_NAME].strip(" -'’.")


def labelled(words: str, *, name: str, structure: str, kind: str, association: str) -> str:
    """Return an adviser's words as a young person receives them: who speaks, for whom, and through whom.

    A structure of care, help or listening is not named: another may hold the phone.

    >>> labelled("Bonjour", name="Léa", structure="Mission locale", kind="mission_locale", association="La Lanterne")
    '[Léa, Mission locale, par La Lanterne]\\nBonjour'
    """
    whose = structure if kind in _MAY_BE_NAMED else "de la structure de ta fiche"
    return f"[{name}, {whose}, par {association}]\n{words}"


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.casefold())
    letters = "".join(one if one.isalpha() else " " for one in folded if not unicodedata.combining(one))
    return f" {' '.join(letters.split())} "
