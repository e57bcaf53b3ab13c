"""A number that may be an age: in years by its unit, or bare where an age would stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from maraude.understanding.slots.numbers import number_at
from maraude.understanding.text.word_list import word_set

_UNITS: Final = word_set("ans an ane piges pige balais balai berges lanne anos yo zan lane years")
_STOPS: Final = word_set('. , ; : ! ? ( ) … « » " -')
# What may follow an age said without its unit: a pause, or the next thought.
_NEXT_THOUGHT: Final = word_set(
    "et mais je j' on moi il elle iel ils elles ca c' ya y donc alors du quand aussi tous toutes bientot car parce "
    "nous mon ma mes ou toujours deja maintenant ouais oui bah wesh wallah frere frero bro stp svp madame monsieur "
    "sans avec enfin bref genre voila ni lui i au aujourd' pas la merci"
)
_BEFORE_DURATION: Final = word_set(
    "depuis depi dpui dpi dans pendant fait y durant apres pour chaque tous les prend pris des nos vos leurs ses mes "
    "tes moins plus avant jusqu' jusque jusqua entre dessous dessus derniers dernieres premiers premieres quelques "
    "environ voila deadline attendu attendre passe perdu taille limite maximum minimum max min duree temps fera "
    "faisait an no"
)
_AFTER_DURATION: Final = word_set(
    "que plus apres ferme experience ecart galere anciennete contrat prison sursis loyer mariage avant minimum max "
    "maximum maxi mini fermes durant pile passes ensemble qu'"
)
_MEASURES: Final = word_set("de d' d")
_MONTHS: Final = word_set("janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre")
_PARTS: Final = word_set("la l' l le plus moins")


@dataclass(frozen=True, slots=True)
class Mention:
    """What words[start:end] say, the unit inside when there is one; `is_bare` without a unit."""

    years: int
    start: int
    end: int
    is_bare: bool


def mention_at(words: Sequence[str], index: int) -> Mention | None:
    """Return the number of years that begins at a folded word, None when no age can be meant."""
    found = number_at(words, index)
    if found is None:
        return None
    years, end = found[0], index + found[1]
    after = words[end] if end < len(words) else ""
    years -= _is_to_come(words, index, end)
    if after in _UNITS:
        return None if _is_duration(words, index, end + 1) else Mention(years, index, end + 1, is_bare=False)
    if after == "a" and _ends_here(words, end + 1) and 10 <= years <= 29:
        return Mention(years, index, end + 1, is_bare=False)
    if 10 <= years <= 29 and (after in _STOPS or after in _NEXT_THOUGHT or not after or after == "a"):
        return Mention(years, index, end, is_bare=True)
    return None


def _is_to_come(words: Sequence[str], start: int, end: int) -> bool:
    """« je vais avoir 18 ans », « bientôt 18 », « 18 ans en juin »: one year less today."""
    before = words[max(start - 2, 0) : start]
    if before[-1:] == ["bientot"] or before == ["vais", "avoir"]:
        return True
    following = [word for word in words[end : end + 3] if word not in _UNITS and word != "en"]
    return following[:1] != [] and following[0] in _MONTHS


def _ends_here(words: Sequence[str], at: int) -> bool:
    return at >= len(words) or words[at] in _STOPS or words[at] in _NEXT_THOUGHT


def _is_duration(words: Sequence[str], start: int, end: int) -> bool:
    before = words[start - 1] if start else ""
    if before.isdecimal() or (before in _BEFORE_DURATION and not _is_present_age(words, start, before)):
        return True
    after, after_that = (*words[end : end + 2], "", "")[:2]
    if after in _MEASURES:
        return after_that not in _PARTS
    return after in _AFTER_DURATION


def _is_present_age(words: Sequence[str], start: int, before: str) -> bool:
    """« je les 18 ans maintenant » and « qui prend les 17 ans ? » stay ages."""
    before_that = words[start - 2] if start > 1 else ""
    if before == "mes":
        return words[max(start - 4, 0) : start - 1] in (["du", "haut", "de"], ["haut", "de"])
    return before == "les" and before_that in {"je", "moi", "j'", "prend", "prennent", "pour"}
