"""Whose status it is, and whether it is so now: « ma sœur est au lycée », « j'étais en CAP », « pas étudiant »."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum
from typing import Final

from maraude.understanding.lexicon.phrases import Hit
from maraude.understanding.slots.people import PERSONS
from maraude.understanding.slots.sentences import PAUSES, sentence_of
from maraude.understanding.slots.tenses import has_done, is_past
from maraude.understanding.text.word_list import word_set

_WRITER: Final = word_set("je j' moi me m' mon ma mes on nous notre suis ai vais mwen man mi")
_OTHERS: Final = word_set("il elle iel ils elles lui son sa ses leur leurs maman papa mamie papi")
_DETERMINERS: Final = word_set("mon ma mes un une le la ce cet cette son sa ses des l' ton ta deux les")
_THEIRS: Final = word_set("son sa ses leur leurs")  # « sa mère bosse » says nothing of either
_FARTHEST: Final = 12
_WISHES: Final = word_set(
    "veux voudrais voudrait aimerais veut cherche chercher trouver entrer rentrer retourner reprendre reve integrer "
    "passer vouloir devenir inscrire ferai serai ira irai aller apres avant ancien ancienne ex futur future quand "
    "sans pas plus jamais comme si pour jusqu' depuis des"
)
_ALWAYS_SO: Final = frozenset(["dropped_out", "neet"])  # said with « plus », « pas », « sans »
_NEAR: Final = 4
_AFTER: Final = 5
_OTHER_LESSONS: Final = word_set(
    "theatre danse yoga particulier particuliere piano guitare natation boxe chant conduite foot judo avant d'avant"
)
# A word that says a status only after these: « au chômage », « une étudiante », not « visa étudiant ».
_BEFORE_ETUDIANT: Final = PAUSES | word_set("suis un une l' cet cette est comme et moi toujours encore")
_LED_BY: Final = {
    "chomage": word_set("au o suis"),
    "etudiant": _BEFORE_ETUDIANT,
    "etudiante": _BEFORE_ETUDIANT,
}


class Holder(Enum):
    """Whom the words before a phrase are about."""

    WRITER = "writer"
    ANOTHER = "another"
    THIRD = "third"
    UNSAID = "unsaid"


def holder(words: Sequence[str], first: int, last: int) -> Holder:
    """Return whom a phrase at words[first:last+1] is said of: the nearest subject before it in its sentence."""
    if words[first] in PERSONS and first and words[first - 1] in _DETERMINERS:
        return Holder.ANOTHER
    start, _ = sentence_of(words, first, last + 1)
    for at in range(first - 1, max(start, first - _FARTHEST) - 1, -1):
        if words[at] in PERSONS and at and words[at - 1] in _DETERMINERS:
            return Holder.THIRD if words[at - 1] in _THEIRS else Holder.ANOTHER
        if words[at] in _OTHERS:
            return Holder.ANOTHER
        if words[at] in _WRITER and words[at + 1] not in PERSONS:
            return Holder.WRITER
    return Holder.UNSAID


def is_gone(words: Sequence[str], hit: Hit, name: str) -> bool:
    """Say whether the phrase is negated, wished for or over: « pas en CAP », « entrer en CAP », « j'étais en CAP »."""
    before = words[hit.first - 1] if hit.first else ""
    led_by = _LED_BY.get(words[hit.last])
    if led_by is not None and hit.first == hit.last and before not in led_by:
        return True
    start, end = sentence_of(words, hit.first, hit.last + 1)
    after = words[hit.last + 1 : min(end, hit.last + 1 + _AFTER)]
    if name in _ALWAYS_SO:
        return after[:1] == ["partiel"]
    near = words[max(start, hit.first - _NEAR) : hit.first]
    if _WISHES.intersection(near[-2:]) or any(is_past(word) for word in near):
        return True
    return any(is_past(word) for word in after) or has_done(after[:2]) or bool(_OTHER_LESSONS.intersection(after[:2]))
