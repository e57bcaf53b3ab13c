"""Whose age it is: the writer's, or another's; then, or now."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from maraude.understanding.slots.age_mention import Mention
from maraude.understanding.slots.people import ONESELF, PERSONS, PRONOUNS, VOCATIVES
from maraude.understanding.slots.sentences import PAUSES, sentence_of
from maraude.understanding.slots.tenses import has_done, is_past
from maraude.understanding.text.word_list import word_set
from maraude.understanding.values import About

_AGED: Final = word_set("age agee ages agees haut")
_MINE: Final = word_set("mon ma mes un une le la ce cet cette son sa ses deux ton ta notre l'")
_I_AM: Final = word_set("suis jsuis chui moi am m ayant perso andi tengo")
_PAST_HAVE: Final = word_set(
    "avais avait avaient etais etait aurait aurais auraient te aviez avions tais as auras aurai"
)
_OPENS_AT: Final = PAUSES | word_set("et mais car moi parce que donc alors bah ben euh bon meme bref franchement genre")
_ARRIVED: Final = word_set("commence quitte venu parti partie arrive arrivee mort morte ne nee venue quittee etait on")
_OPENS_ONESELF: Final = PAUSES | word_set("suis pour comme prend prenne prennent accepte acceptent con est que moi")
_GREETS: Final = word_set("slt salut bonjour bonsoir bjr bsr cc coucou hello wesh oui ouais non alors donc et")
_UP_TO: Final = word_set("y as tu jusqu' jusque jusqua de d' plus moins")
_TAKES: Final = word_set("prend prenne prennent accepte acceptent")
_THEN_ANOTHER: Final = word_set("me m' te t' a est se s' lui nous il elle l' la le veut dit fait qui vient avait etait")


def holder_weight(words: Sequence[str], mention: Mention, about: About) -> float:
    """Return how surely a mention is the age, now, of the person spoken of; 0 is no."""
    before = (*reversed(words[max(mention.start - 3, 0) : mention.start]), "", "", "")[:3]
    if _is_self(before, is_bare=mention.is_bare):
        return 3.0 if about == "self" else 0.3
    if before[0] in _PAST_HAVE:
        return 0.0
    if before[0] == "a":
        return _has_or_at(words, mention, before, about)
    if before[0] in {"de", "d'"}:
        return _described(words, mention, before, about)
    return _beside(words, mention, before, about)


def _beside(words: Sequence[str], mention: Mention, before: tuple[str, ...], about: About) -> float:
    if about == "self" and _presents_oneself(before):
        return 1.8
    if before[0] in PERSONS or before[0] in PRONOUNS or before[0] in {"ont", "ni"}:
        return 2.6 if about == "other" else 0.0
    return _apart(words, mention, before, about)


def _is_self(before: tuple[str, ...], *, is_bare: bool) -> bool:
    """« j'ai », « j'en ai », « je suis … », « moi », « je viens d'avoir », « man ni »."""
    if before[0] == "ai":
        return before[1] in {"j'", "je", ""} or before[1:] == ("en", "j'")
    if before[0] == "eu":
        return before[1] == "ai" and not is_bare  # « j'ai eu 16 » is a mark
    if before[0] == "ni":
        return before[1] in {"man", "an", "mwen"} and before[2] not in {"le", "te"}
    if before[0] in {"avoir", "davoir"}:
        return bool({"viens", "vien", "vais"}.intersection(before[1:]))
    return before[0] in _I_AM or (before[0] == "les" and before[1] in {"je", "prend", "prennent"})


def _presents_oneself(before: tuple[str, ...]) -> bool:
    """« bro 17 ans et je … », « slt fille 16 ans »."""
    opens = before[1] in PAUSES or before[1] in _GREETS or before[1] == "suis"
    return opens and (before[0] in VOCATIVES or before[0] in ONESELF)


def _has_or_at(words: Sequence[str], mention: Mention, before: tuple[str, ...], about: About) -> float:
    """« il a 16 ans » and « à 16 ans » are one once accents are gone."""
    if before[1] in PRONOUNS or before[1] in PERSONS or before[1] == "i":
        return 2.8 if about == "other" else 0.0
    if before[1] == "on":
        return 1.5 if about == "self" and not mention.is_bare else 0.0
    if before[1] in _UP_TO or before[1].isdecimal():
        return 0.0
    if about == "other":
        past = _PAST_HAVE.intersection(words[mention.end : mention.end + 6])
        arrived = _ARRIVED.intersection(words[max(mention.start - 5, 0) : mention.start])
        return 0.0 if past or arrived or before[1] in PAUSES else 1.6
    return _at(words, mention, before[1])


def _at(words: Sequence[str], mention: Mention, before: str) -> float:
    """« à 16 ans, peut-on … ? » tells the writer's age, « à 12 ans j'écrivais » does not."""
    start, end = sentence_of(words, mention.start, mention.end)
    preceding, following = words[start : mention.start - 1], words[mention.end : end]
    if any(is_past(word) for word in following[:12]):
        return 0.0
    if before in _OPENS_AT and following:
        return 0.0 if has_done(following) else 2.2
    if mention.is_bare and not (preceding and words[mention.end : mention.end + 1] == ["?"]):
        return 0.0
    if _ARRIVED.intersection(preceding[-4:]) or has_done(preceding) or any(is_past(word) for word in preceding):
        return 0.0
    others = any(word in PERSONS or (word in PRONOUNS and word not in {"qui", "ils"}) for word in preceding[-8:])
    return 0.0 if others else 1.2


def _described(words: Sequence[str], mention: Mention, before: tuple[str, ...], about: About) -> float:
    """« un ami de 23 ans », « je suis une femme de 19 ans », « un type de 30 ans me suit »."""
    if about == "other":
        return 2.0 if before[1] in PERSONS and before[2] not in {"un", "une"} else 1.4
    if before[1] in _AGED and before[2] not in PRONOUNS:
        return 2.0
    if before[1] not in ONESELF:
        return 0.0
    if before[2] == "suis" or before[2] in PAUSES or before[2] in ONESELF:
        return 2.0
    follows = [*words[mention.end : mention.end + 2], "", ""]
    opens = words[mention.start - 4] if mention.start > 3 else ""
    if before[2] not in {"un", "une"} or opens not in _OPENS_ONESELF:
        return 0.0
    is_another = follows[0] in _THEN_ANOTHER and follows[1] not in {"t", "t'", "elle", "il"}
    return 0.0 if is_another and opens not in _TAKES else 1.3


def _apart(words: Sequence[str], mention: Mention, before: tuple[str, ...], about: About) -> float:
    """« 19 ans, Roubaix », « ma copine régisseuse, 25 ans »."""
    start, _ = sentence_of(words, mention.start, mention.end)
    preceding = words[max(start, mention.start - 8) : mention.start]
    is_anothers = any(
        word in PRONOUNS or (word in PERSONS and (preceding[at - 1] in _MINE if at else word not in ONESELF))
        for at, word in enumerate(preceding)
    )
    if mention.is_bare and not (is_anothers and about == "other" and before[0] in {"(", ","}):
        return 0.0
    if about == "other":
        return 2.2 if is_anothers else 1.0
    if is_anothers:
        return 0.0
    is_oneself = before[0] in PAUSES or before[0] in _AGED or before[0] in _GREETS or before[0] in ONESELF
    return 2.0 if is_oneself else 0.8
