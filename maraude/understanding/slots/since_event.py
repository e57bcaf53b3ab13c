"""Where an event told after « depuis » ends: « la rentrée », « l'AVC de mon père », « la dispute avec le chef »."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from maraude.understanding.slots.since_words import COUNTS, DETERMINERS, TIMES, WHERE, TimeWord
from maraude.understanding.text.word_list import word_set

_OF: Final = word_set("de du des d dl dla")
_WITH: Final = word_set("avec a au aux en sur dans chez contre")
_WHOLE: Final = word_set("ramadan confinement rentree noel bled debut fin")  # « … avec » goes on with something else
_FILLERS: Final = word_set("fait vrai gros dehors plus moins cause")
_BEFORE_NOUN: Final = word_set(
    "derniere dernier dernieres derniers premiere premier nouveau nouvel nouvelle grand grande gros grosse petit "
    "petite autre fameux fameuse main bac coming mardi saint sainte deuxieme second sale vieux vieille"
)
_AFTER_NOUN: Final = word_set(
    "dernier derniere dernieres derniers passe passee passes passees blanc out courante matin soir midi apres-midi "
    "pro gras general generale nouvelle scolaire lan"
)
_ADJECTIVE: Final = re.compile(r".{3,}(?:ale|ique|aire|ive|eux|iel)$")
_OF_TIME: Final = word_set("vacances mois fin debut soir weekend")
_GLUED_OF: Final = re.compile(r"d[aeiouh]\w{2,}$")
_NOT_GLUED: Final = word_set("les lui leur leurs loin lors la le lol")
_KIN: Final = word_set("mere pere maman papa daron daronne frere soeur petit petite reuf parents")
_SUBJECTS: Final = word_set("je j jme jai jsuis tu il elle on nous vous ils elles ca sa c ya y i et mais donc quelle")
_THEN_VERB: Final = word_set("m s t te est ont sont veut fait dit i")
_ELIDED: Final = word_set("l d m s c")


def event_end(text: str, words: Sequence[TimeWord]) -> int | None:
    """Return where the event that begins at words[0] ends, None when it is a place, a person or a new subject."""
    at = _noun(words, 0)
    if at is None or _is_elsewhere(text, words, at):
        return None
    can_go_with = words[at].tail not in _WHOLE
    while not words[at].is_last and at + 1 < len(words):
        further = _further(text, words, at, can_go_with=can_go_with)
        if further is None:
            break
        can_go_with, at = False, further
    following = words[at + 1].head if at + 1 < len(words) and not words[at].is_last else ""
    return None if following in _THEN_VERB else words[at].end


def _is_elsewhere(text: str, words: Sequence[TimeWord], at: int) -> bool:
    """« depuis la cuisine » says where, « depuis ma mère … » begins anew, « depuis la Guyane » is a place."""
    noun = words[at].tail
    if noun in WHERE or words[at].said[1:] in WHERE or (noun in _KIN and at == 1):
        return True
    name = text[words[at].end - len(noun) : words[at].end]
    return name.istitle() and name.isalpha() and noun not in TIMES and words[at - 1].head in {"la", "les", "l", "le"}


def _noun(words: Sequence[TimeWord], at: int) -> int | None:
    """Return where a noun with its determiner stands: « la rentrée », « l'été », « lnaufrage », « mes dix ans »."""
    first = words[at]
    if first.head != first.said:
        return at if first.head in _ELIDED else None
    if first.said not in DETERMINERS:
        is_glued = at == 0 and first.said[0] == "l" and len(first.said) > 2 and first.said not in _NOT_GLUED
        return at if is_glued else None
    at += 1
    while at < len(words) - 1 and not words[at].is_last and _goes_before(words[at].said, words[at + 1]):
        at += 1
    return at if at < len(words) and not first.is_last else None


def _goes_before(said: str, following: TimeWord) -> bool:
    """« la dernière audience », « mes dix-huit ans », but « le petit il … »."""
    if following.said in _OF or following.said in _SUBJECTS or following.head in {"c", "j"}:
        return False
    return said in _BEFORE_NOUN or said in COUNTS or said.isdigit()


def _further(text: str, words: Sequence[TimeWord], at: int, *, can_go_with: bool) -> int | None:
    """Return where one more part of the event ends: an adjective, « de … », « avec … »."""
    following = words[at + 1]
    if following.said in _AFTER_NOUN or (_ADJECTIVE.match(following.said) and following.said not in _SUBJECTS):
        return at + 1
    if following.head == "d" and following.said != "d":
        return at + 1
    if words[at].said in _OF_TIME and _GLUED_OF.match(following.said):
        return at + 1
    if following.said in _OF or (can_go_with and following.said in _WITH):
        return _complement(text, words, at + 2, is_of=following.said in _OF)
    return None


def _complement(text: str, words: Sequence[TimeWord], at: int, *, is_of: bool) -> int | None:
    if at >= len(words) or words[at - 1].is_last or words[at].said in _FILLERS:
        return None
    noun = _noun(words, at) if words[at].said in DETERMINERS or words[at].head != words[at].said else at
    if noun is None or (words[at].said in _SUBJECTS and is_of):
        return None
    if noun + 1 >= len(words) or words[noun].is_last:
        return noun
    is_name = text[words[noun].start].isupper() and text[words[noun + 1].start].isupper()
    return noun + 1 if is_name or words[noun].said in _BEFORE_NOUN else noun
