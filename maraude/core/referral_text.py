"""Words that the house sends or proposes around a hand-over: neutral, since another may hold the phone (P-12)."""

from __future__ import annotations

_PROPOSAL = {
    "fr": "Comme on en a parlé, voici ta page. Tu peux lire, changer ou barrer ce que tu veux : rien ne part sans toi.",
    "en": "As we said, here is your page. You can read, change or strike what you like: nothing leaves without you.",
}
_NEWS = {
    "fr": "Il y a du nouveau sur ta page. Tu peux l'ouvrir avec le lien que tu as déjà, ou demander ici. "
    "(message automatique)",
    "en": "There is something new on your page. Open it with the link you have, or ask here. (automatic message)",
}


def proposal_text(language: str) -> str:
    """Return the text a worker may change before the link leaves."""
    return _PROPOSAL.get(language, _PROPOSAL["fr"])


def news_text(language: str) -> str:
    """Return the line that says that somebody answered, and nothing more."""
    return _NEWS.get(language, _NEWS["fr"])
