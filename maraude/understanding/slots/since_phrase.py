"""Where an expression of time ends, read forwards from « depuis »: a while, a date, an event, a clause."""

from __future__ import annotations

import re
from typing import Final

from maraude.understanding.slots.since_clause import clause_end, is_clause
from maraude.understanding.slots.since_event import event_end
from maraude.understanding.slots.since_words import ABOUT, CALENDAR, COUNTS, TIMES, UNITS, TimeWord
from maraude.understanding.text.characters import fold
from maraude.understanding.text.word_list import word_set

_WORD: Final = re.compile(r"[ \t]*(?P<word>(?:[^\W_]{1,6}['’])?[^\W_]+(?:-[^\W_]+)*)(?P<break>\s*[.,;:!?…\n()\"«»])?")
_MOST: Final = 14  # words
_GLUED: Final = re.compile(r"\d+(?:h|j|ans?|mois|min|sem)")
_YEAR: Final = re.compile(r"(?:19|20)\d\d")
_DAY: Final = re.compile(r"\d{1,2}(?:er|e|eme)?|premier|vingt|trente|quinze|dix")
_THIS: Final = word_set("ce cet cette ste tout toute tres genre tt st")
_LAST: Final = word_set("dernier derniere passe soir matin midi gras lan")
_HALF: Final = (["et", "demi"], ["et", "demie"], ["du", "matin"], ["du", "soir"])


def phrase_end(text: str, start: int) -> int | None:
    """Return where the expression of time that begins at `start` ends, None when no time is said there."""
    words = _words(text, start)
    if not words:
        return None
    if is_clause(words[0]):
        return clause_end(text, words)
    return _while(words) or _date(words) or event_end(text, words)


def _words(text: str, start: int) -> list[TimeWord]:
    found: list[TimeWord] = []
    at = start
    while len(found) < _MOST and (match := _WORD.match(text, at)) is not None:
        first, at = match.span("word")
        found.append(TimeWord(fold(match["word"].lower()), first, at, is_last=match["break"] is not None))
        if found[-1].is_last:
            break
    return found


def _while(words: list[TimeWord]) -> int | None:
    """« trois mois », « un an et demi », « sept ou huit mois », « plus de 2 ans », « 3h »."""
    at = 0
    while at < len(words) - 1 and words[at].said in ABOUT:
        at += 1
    if _GLUED.fullmatch(words[at].said):
        return words[at].end
    counted = at
    while at < len(words) - 1 and _counts(words[at].said, words[at + 1].said):
        at += 1
    if at == counted or words[at].said not in UNITS:
        return None
    following = [word.said for word in words[at + 1 : at + 3]]
    return words[at + 2].end if following in _HALF and not words[at].is_last else words[at].end


def _counts(said: str, following: str) -> bool:
    return said.isdigit() or said in COUNTS or said == "ou" or (said in {"on", "an", "yon"} and following in UNITS)


def _date(words: list[TimeWord]) -> int | None:
    """« lundi dernier », « septembre 2024 », « ce matin », « 2019 », « le 3 mars », « tout petit »."""
    first = words[0]
    second = words[1] if len(words) > 1 and not first.is_last else None
    if first.said in TIMES or _YEAR.fullmatch(first.said):
        is_longer = second is not None and (second.said in _LAST or _YEAR.fullmatch(second.said))
        return second.end if is_longer and second is not None else first.end
    if second is None:
        return None
    if first.said in {"le", "la", "l"} and _DAY.fullmatch(second.said):
        return _day(words)
    return second.end if first.said in _THIS and second.said in TIMES | UNITS else None


def _day(words: list[TimeWord]) -> int | None:
    """« le 3 », « le 3 mars », « le premier du mois »; « le 13 rue … » and « la 5e année » go on otherwise."""
    said = [word.said for word in words[1:4]]
    if not words[1].is_last and said[1:] in (["du", "mois"], ["de", "ce"]):
        return words[3].end
    is_month = len(said) > 1 and not words[1].is_last and said[1] in CALENDAR
    return words[2].end if is_month else words[1].end
