"""Where « depuis que … » ends: its subject, its verb, one object, and not the next thought."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from maraude.understanding.slots.since_words import CALENDAR, DETERMINERS, TimeWord
from maraude.understanding.text.word_list import word_set

_OPENS: Final = re.compile(r"(?:que?|ke|k|q|qu['’]\w+|quils?|quelles?|quon|k['’]\w+|kils?|kelles?|kon|ki)$")
# « qu'il », « kon »: the subject stands inside.
_WITH_SUBJECT: Final = re.compile(r"(?:qu|k)['’]?(?:ils?|elles?|on|un|une)$|ke?l?ki?l$")
_SUBJECTS: Final = word_set(
    "je j jme jai jsuis tu il elle iel on nous vous ils elles ca sa c ya y i li mi man et mais donc dcp alors genre "
    "mtn maintenant parce car pcq pck pk quand si g t jpeux jdors jamais puis enfin"
)
_OWN: Final = re.compile(r"j(?:['’]|[^aeiouy']|[aeiouy]\w)|c['’]|t['’]|y['’]")
_BE: Final = word_set("est sont suis es sommes etes e")
_JOINS: Final = word_set("de du des d a au aux chez avec dans ds sur en pour par sans contre vers o")
_LEAST: Final = 2  # a subject and a verb


def is_clause(word: TimeWord) -> bool:
    """Say whether a clause opens here: « que », « ke », « qu'il »."""
    return _OPENS.match(word.said) is not None


def clause_end(text: str, words: Sequence[TimeWord]) -> int | None:
    """Return where the clause that begins at words[0] ends, None when it has no verb."""
    taken = 1 if _WITH_SUBJECT.match(words[0].said) else _subject(words)
    least = max(taken + 1, _LEAST)
    last, objects, has_been = taken, 0, False
    for at in range(taken, len(words)):
        word = words[at]
        if at >= least and _is_over(text, words, at):
            break
        if word.said in DETERMINERS and words[at - 1].said not in _JOINS and not word.is_last:
            objects += 1
            if at >= least and (has_been or objects > 1):
                break
        has_been = has_been or word.said in _BE
        last = at + 1 if word.said not in _JOINS else last
    return words[last - 1].end if last >= _LEAST else None


def _subject(words: Sequence[TimeWord]) -> int:
    """Return how many words the opening and the subject take: « que | mon père », « ke | papa », « que | je »."""
    if len(words) > _LEAST and words[1].said in DETERMINERS:
        return 3
    return min(_LEAST, len(words))


def _is_over(text: str, words: Sequence[TimeWord], at: int) -> bool:
    """Say whether another thought begins: a subject, a time, or a place that another slot holds."""
    said = words[at].said
    if said in _SUBJECTS or _OWN.match(said) or said in CALENDAR:
        return True
    is_named = said == "a" and at + 1 < len(words) and text[words[at + 1].start].isupper()
    return is_named and words[at - 1].said not in _SUBJECTS
