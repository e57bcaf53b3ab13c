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
_REMINDER = {
    "fr": "Petit rappel : {hour}. Si ça ne va plus, dis-le ici : {url} (message automatique)",
    "en": "A short reminder: {hour}. If it no longer works, say so here: {url} (automatic message)",
}
_ASKING = {
    "fr": "Alors, c'est fait ? Tu réponds en un geste, oui ou non : {url} (message automatique)",
    "en": "So, is it done? One touch to answer, yes or no: {url} (automatic message)",
}
_CHECKING = {
    "fr": "Un mot pour prendre de tes nouvelles. Tu réponds en un geste, si tu veux : {url} (message automatique)",
    "en": "A word to hear how you are. One touch to answer, if you like: {url} (automatic message)",
}
_TIMES = {
    "fr": "Il y a du nouveau : tu choisis ici, en un geste : {url} (message automatique)",
    "en": "There is something new: you choose here, with one touch: {url} (automatic message)",
}
_AGAIN = {
    "fr": "Ce n'est pas grave, ça arrive à tout le monde. On peut trouver un autre moment, tu réponds en un geste :",
    "en": "It does not matter, it happens to everybody. We can find another time, one touch to answer:",
}
_HOW_WAS_IT = {
    "fr": "Comment ça s'est passé ? Tu peux répondre en un geste, ou m'écrire ici :",
    "en": "How did it go? You can answer with one touch, or write to me here:",
}


def reminder_text(language: str, *, hour: str, url: str) -> str:
    """Return a reminder: an hour, and no word on what is at that hour."""
    return _REMINDER.get(language, _REMINDER["fr"]).format(hour=hour, url=url)


def asking_text(language: str, *, url: str) -> str:
    """Return the line that asks whether somebody went."""
    return _ASKING.get(language, _ASKING["fr"]).format(url=url)


def checking_text(language: str, *, url: str) -> str:
    """Return the line that asks, months later, whether it lasts."""
    return _CHECKING.get(language, _CHECKING["fr"]).format(url=url)


def times_text(language: str, *, url: str) -> str:
    """Return the line that says that there are hours to choose from."""
    return _TIMES.get(language, _TIMES["fr"]).format(url=url)


def question_text(language: str, *, is_missed: bool) -> str:
    """Return words a worker may change before a question with one touch leaves; without reproach when it was missed."""
    words = _AGAIN if is_missed else _HOW_WAS_IT
    return words.get(language, words["fr"])


def proposal_text(language: str) -> str:
    """Return the text a worker may change before the link leaves."""
    return _PROPOSAL.get(language, _PROPOSAL["fr"])


def news_text(language: str) -> str:
    """Return the line that says that somebody answered, and nothing more."""
    return _NEWS.get(language, _NEWS["fr"])
