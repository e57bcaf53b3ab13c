"""The words of the automatic safety message: written by people, read by nobody before they leave."""

from __future__ import annotations

from maraude.core.helpline import RightLine

_NEUTRAL = {
    "fr": "Ton message est bien arrivé, une personne de l'équipe va le lire. "
    "En cas d'urgence : 112, ou 114 par SMS si tu ne peux pas parler. (message automatique)",
    "en": "Your message has arrived, someone from the team will read it. "
    "In an emergency: 112, or text 114 if you cannot speak. (automatic message)",
}
_LINE = {
    "fr": "Ton message est bien arrivé, une personne de l'équipe va le lire. En attendant, quelqu'un peut te répondre "
    "tout de suite, gratuitement : {name}.",
    "en": "Your message has arrived, someone from the team will read it. Meanwhile somebody can answer you right now, "
    "for free: {name}.",
}
_EMERGENCY = {
    "fr": " Si une vie est en danger maintenant : 15 ou 112 (114 par SMS).",
    "en": " If a life is in danger now: 15 or 112 (text 114).",
}
_AUTOMATIC = {"fr": " (message automatique)", "en": " (automatic message)"}


def right_line_text(line: RightLine, *, language: str) -> str:
    """Return the message in French or in English; neutral when somebody else may hold the phone."""
    lang = language if language in _LINE else "fr"
    if line.is_neutral or line.line is None:
        return _NEUTRAL[lang]
    name = line.line.name_fr if lang == "fr" else line.line.name_en
    emergency = _EMERGENCY[lang] if line.with_emergency else ""
    return _LINE[lang].format(name=name) + emergency + _AUTOMATIC[lang]
