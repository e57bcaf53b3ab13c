"""The card at the end of a story, as a picture: what the choices were like, and where that may lead. No name on it."""

from __future__ import annotations

from django.utils.html import escape
from django.utils.translation import gettext as _

from maraude.core.story import Played
from maraude.web.words import word

_WIDE, _TALL = 480, 420
_LEFT, _ROOM = 32, 400  # where lines begin, and how wide they are
_LETTER = 0.58  # how wide a letter is, of its size


def drawn_card(played: Played, *, title: str) -> str:
    """Return the SVG of a card."""
    lines = [(22, "#f2a541", 700, title)]
    lines += [(16, "#c8d0e2", 400, _("In this story, I mostly liked to"))]
    lines += [(23, "#ffffff", 700, word(f"interest_{one.value}")) for one in played.strengths]
    lines += [(16, "#c8d0e2", 400, _("Where that may lead"))]
    lines += [(19, "#ffffff", 400, f"· {word(f'rome_{letter}')}") for letter in played.directions]
    lines += [(14, "#c8d0e2", 400, _("A game, not a test. Domains: ROME, France Travail."))]
    text, top = "", 34
    for size, colour, weight, words in lines:
        top += 14 if size < 19 else 4  # a small line begins something new
        for part in _parts(words, most=int((_ROOM - 70 * (top < 110)) / (size * _LETTER))):
            top += int(size * 1.35)
            look = f'font-size="{size}" fill="{colour}" font-weight="{weight}"'
            text += f'<text x="{_LEFT}" y="{top}" {look}>{escape(part)}</text>'
    tall = max(_TALL, top + 36)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDE} {tall}" role="img" '
        f'aria-label="{escape(_("Your card"))}" font-family="system-ui, Helvetica, Arial, sans-serif">'
        f'<rect width="{_WIDE}" height="{tall}" rx="24" fill="#14213d"/>'
        f'<path d="M408 96 L418 40 H446 L456 96 Z" fill="#f2a541"/><circle cx="432" cy="72" r="9" fill="#fbf8f2"/>'
        f"{text}</svg>"
    )


def _parts(words: str, *, most: int) -> list[str]:
    """Cut a line that is too long between two words."""
    parts, line = [], ""
    for one in words.split():
        if line and len(f"{line} {one}") > most:
            parts.append(line)
            line = one
        else:
            line = f"{line} {one}".strip()
    return [*parts, line]
