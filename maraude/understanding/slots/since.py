"""Since when: the writer's own words, never a date we would guess."""

from __future__ import annotations

import re
from typing import Final

from maraude.understanding.slots.since_phrase import phrase_end
from maraude.understanding.slots.since_words import COUNT, MONTH, UNIT

_READ: Final = 4_000
_MOST_TRIED: Final = 16  # « depuis » that say no time in one message
_OPENS: Final = re.compile(
    r"(?<![\w'’-])(?:d[ée]?puis?t?|dp(?:u[iy]s?|s)?|dep(?:8|uy)?|d[ée]pi|since|desde)(?:\s+|(?=\d))", re.IGNORECASE
)
_LASTS: Final = re.compile(
    rf"(?<![\w'’])(?:(?:[çc]a|sa|cela)\s?(?:va\s)?(?:fait|f[eéè]|fai)\s(?:depuis\s|bient[oô]t\s|genre\s)?"
    rf"|voil[àa]\s|ka\sf[èe]\s){COUNT}\s{{0,2}}{UNIT}(?:\set\sdemie?)?(?!\w)",
    re.IGNORECASE,
)
# « 2 mois que je dors dehors » at the beginning of a sentence.
_LASTS_BARE: Final = re.compile(
    rf"(?:^|[.!?…\n,]\s*)(?P<said>{COUNT}\s{{0,2}}{UNIT})\s(?:que?|ke|k|qu['’])(?!\w)", re.IGNORECASE
)
_AGO: Final = re.compile(
    rf"(?<![\w'’])(?:(?:il\s)?(?:y\s?a|na)\s{COUNT}\s{{0,2}}{UNIT}(?!\w)|en\s{MONTH}(?!\w)(?!\sprochain)"
    r"|l['’ ]?an(?:n[ée]e)?\s(?:derni[eè]re?|pass[ée]e?))",
    re.IGNORECASE,
)
_LEFT: Final = re.compile(
    r"(?:arr[êeé]t|quitt|l[âa]ch|laiss|abandonn)(?!er|ez)|vir[ée]|partie?\b|perdu|cass[ée]|frapp|plainte|hospitalis"
    r"|contr[ôo]lait|\bpris\b|enferm|ouverts?\b|harcel",
    re.IGNORECASE,
)
# What is over is not told « since »: « ça fait trois ans, je suis guéri ».
_OVER: Final = re.compile(
    r"gu[ée]ri|derri[èe]re moi|c['’ ]?est (?:loin|fini|pass[ée]|derri)|(?:je|j['’]?)\s?vais bien|hamdou?l|sobre"
    r"|ma cl[ée]\b|m[êe]me pas",
    re.IGNORECASE,
)
_AROUND: Final = 90  # characters around a date in which something ended


def since(text: str) -> str | None:
    """Return the words that say since when, as written (first 4,000 characters read), None when none do.

    A dated past counts when something ended or happened then (« j'ai quitté le lycée en mars »).

    >>> since("je dors dans ma voiture depuis mardi, il fait froid"), since("Dps ke g laché le lycée jparle a mon chat")
    ('depuis mardi', 'Dps ke g laché le lycée')
    """
    head = text[:_READ]
    for tried, opening in enumerate(_OPENS.finditer(head)):
        end = phrase_end(head, opening.end()) if tried < _MOST_TRIED else None
        if end is not None:
            return head[opening.start() : end]
    return _lasts(head) or _ago(head)


def _lasts(text: str) -> str | None:
    """« ça fait deux mois », « voilà onze jours », « 3 jours que … »."""
    found = _LASTS.search(text)
    if found is not None and not _OVER.search(text):
        return found.group()
    bare = _LASTS_BARE.search(text)
    return bare["said"] if bare is not None else None


def _ago(text: str) -> str | None:
    """« viré en mars »: a date counts when something ended then."""
    found = _AGO.search(text)
    if found is None:
        return None
    around = text[max(found.start() - _AROUND, 0) : found.start()], text[found.end() : found.end() + _AROUND]
    sentence = re.split(r"[.!?\n]", around[0])[-1] + re.split(r"[.!?\n]", around[1])[0]
    return found.group() if _LEFT.search(sentence) else None
