"""The age of the person spoken of, when the message says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from maraude.understanding.slots.numbers import number_at
from maraude.understanding.text.word_list import word_set
from maraude.understanding.values import About

_YOUNGEST: Final = {"self": 12, "other": 10}
_OLDEST: Final = 60
_AFTER_AGE: Final = word_set(". , et a en")
_YEARS: Final = word_set("ans an piges pige balais yo lanne")
# What stands before a number of years that is a length of time, not an age.
_DURATION: Final = word_set("depuis dans pendant fait y durant apres pour en chaque tous les prend pris")
_AFTER_DURATION: Final = word_set(
    "que plus apres ferme experience ecart galere anciennete contrat prison sursis loyer mariage"
)
_OTHER_UNITS: Final = word_set(
    "euro euros € balle balles h heure heures jour jours mois semaine semaines km m cm kg kilo kilos min minutes % "
    "fois g pts points personnes gosses enfants freres soeurs jeunes autres a / : , . en et e eme messages notifs ds "
    "dans potes vues likes"
)
_PAST: Final = word_set("avais avait quand mes ses depuis")
_PRESENT: Final = word_set("il elle qui iel i")
_PAST_VERBS: Final = word_set(
    "etais etait avais avait dormais voulais ecrivais pensais hospitalise hospitalisee fugue ai"
)
_SOON: Final = word_set("avoir aurai aura aurais aurait fete feterai")


def age(words: Sequence[str], *, about: About) -> int | None:
    """Return the age said of the person spoken of, in years, None when it is not said.

    `words` are folded. « j'ai 17 ans », « 17 piges », « dix-sept », « un ami de 23 ans » (about other).

    >>> age("j' ai 17 ans".split(), about="self"), age("depuis 3 ans".split(), about="self")
    (17, None)
    """
    best, best_weight = None, 0.0
    for index in range(len(words)):
        found = number_at(words, index)
        if found is None or not _YOUNGEST[about] <= found[0] <= _OLDEST:
            continue
        weight = _weight(words, index, index + found[1], about)
        if weight > best_weight:
            best, best_weight = found[0], weight
    return best


def _weight(words: Sequence[str], start: int, end: int, about: About) -> float:
    """Return how surely words[start:end] is the age asked for: 0 is no."""
    before = words[start - 1] if start else ""
    before_that = words[start - 2] if start > 1 else ""
    after = words[end] if end < len(words) else ""
    if after in _YEARS:
        return _said_in_years(before, before_that, words[end + 1 : end + 8], about)
    if after in _OTHER_UNITS and not (after in _AFTER_AGE and before in {"ai", "suis"}):
        return 0.0
    return _said_bare(words, start, end, about)


def _said_in_years(before: str, before_that: str, following: Sequence[str], about: About) -> float:
    if before in _DURATION and not (before == "les" and before_that in {"prend", "prennent", "pour"}):
        return 0.0
    if following and following[0] in _AFTER_DURATION:
        return 0.0
    if before in _PAST or (before in _SOON and before_that not in {"d'", "de"}) or before == "des":
        return 0.0
    if before == "a" and before_that not in _PRESENT and _PAST_VERBS.intersection(following[:6]):
        return 0.0
    return _subject(before, before_that, about) + 1.0


def _subject(before: str, before_that: str, about: About) -> float:
    """Weigh who has these years: the writer, or the one spoken of."""
    if before in {"ai", "suis"} or (before == "que" and before_that == "ai"):
        return 3.0 if about == "self" else 0.5
    if (before == "a" and before_that in _PRESENT) or before in {"de", "d'"}:
        return 2.5 if about == "other" else -1.0
    if before in {"", ".", ",", "!", "?", ":", ";", "moi", "(", "age", "ni", "avoir"}:
        return 2.0
    return 1.0


def _said_bare(words: Sequence[str], start: int, end: int, about: About) -> float:
    """« j'ai 16 et … », « à 19 » at the end: an age without its unit needs a plain sign."""
    before = words[start - 1] if start else ""
    before_that = words[start - 2] if start > 1 else ""
    number = int(words[start]) if words[start].isdecimal() else 0
    if not 12 <= number <= 29:
        return 0.0
    if before == "ai" and before_that == "j'" and about == "self":
        return 1.5
    if before == "a" and before_that in {"il", "elle", "i"} and about == "other":
        return 1.5
    if before == "ans" or words[end : end + 1] == ["ans"]:
        return 1.0
    return 0.0
