"""Lines that the house sends by itself: short, fixed, saying nothing of anybody, and that a program wrote them."""

from __future__ import annotations

_STOP_NOTED = {
    "fr": "C'est noté : on ne t'écrit plus. Si un jour tu veux reparler, il suffit d'écrire ici. "
    "En cas d'urgence : 112, ou 114 par SMS. (message automatique)",
    "en": "Noted: we will not write to you any more. If you want to talk one day, just write here. "
    "In an emergency: 112, or text 114 in France. (automatic message)",
}
_INVITATION = {
    "fr": "Bonjour, ici tout le monde peut lire. Pour parler en privé : {url} · Urgence : 112 ou 114 par SMS. "
    "(message automatique)",
    "en": "Hello, everybody can read this place. To talk in private: {url} · Emergency: 112 or text 114. "
    "(automatic message)",
}
_UNOPENED = {
    "fr": "On ne peut pas encore ouvrir les photos, les vocaux et les fichiers. Tu peux nous l'écrire avec tes mots ? "
    "(message automatique)",
    "en": "We cannot open pictures, voice messages and files yet. Could you write it in your own words? "
    "(automatic message)",
}


def stop_noted_text(language: str) -> str:
    """Return the last line after a STOP."""
    return _STOP_NOTED.get(language, _STOP_NOTED["fr"])


def invitation_text(language: str, *, url: str) -> str:
    """Return the only line that we write where others read; it fits where 200 characters are the most."""
    return _INVITATION.get(language, _INVITATION["fr"]).format(url=url)


def unopened_text(language: str) -> str:
    """Return the line that says, once, that we open no file."""
    return _UNOPENED.get(language, _UNOPENED["fr"])
