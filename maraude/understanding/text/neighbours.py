"""Short words whose meaning their neighbours tell (c, g, t, sa, pu, ve, pe, o, k), and lost apostrophes."""

from __future__ import annotations

from collections.abc import Callable

from maraude.understanding.text.word_list import word_set

_VOWELS = frozenset("aeiouyhàâäéèêëîïôöùûü")
_ELIDED = frozenset(["j", "l", "m", "d", "s", "n", "qu", "jusqu", "lorsqu", "puisqu"])
_AFTER_IT = frozenset(["est", "était", "etait", "étaient", "etaient", "étais", "etais"])
_AFTER_YOU = word_set("as avais auras aurais es étais etais en inquiète inquiete appelles")
_HAD = frozenset(["ai", "as", "a", "ont", "avons", "avez", "avais", "avait", "aurais", "aurait", "aurai"])
_SUBJECTS = frozenset(["je", "j'", "tu"])
_NO_MORE = word_set("de d' rien envie personne aucun aucune la le du confiance peur")
_HIS = word_set("mère mere soeur sœur vie copine fille tête tete famille chambre tante")

type Rule = Callable[[str, str], tuple[str, ...] | None]


def _it_is(_before: str, after: str) -> tuple[str, ...]:
    return ("c'",) if after in _AFTER_IT else ("c'", "est")


def _i_have(before: str, _after: str) -> tuple[str, ...] | None:
    return None if before.isdigit() else ("j'", "ai")


def _you_are(before: str, after: str) -> tuple[str, ...] | None:
    if before.isdigit():
        return None
    return ("t'",) if after in _AFTER_YOU else ("t'", "es")


def _that(_before: str, after: str) -> tuple[str, ...] | None:
    return None if after in _HIS else ("ça",)


def _no_more(before: str, after: str) -> tuple[str, ...] | None:
    return None if before in _HAD and after not in _NO_MORE else ("plus",)


def _want(before: str, _after: str) -> tuple[str, ...] | None:
    return ("veux",) if before in _SUBJECTS else None


def _can(before: str, _after: str) -> tuple[str, ...] | None:
    return ("peux",) if before in _SUBJECTS or before in {"en", "y", "ne"} else None


def _to_the(_before: str, after: str) -> tuple[str, ...] | None:
    return ("au",) if after and after[0].isalpha() else None


def _which(before: str, _after: str) -> tuple[str, ...] | None:
    return None if before.isdigit() else ("que",)


RULES: dict[str, Rule] = {
    "c": _it_is,
    "g": _i_have,
    "t": _you_are,
    "sa": _that,
    "pu": _no_more,
    "plu": _no_more,
    "ve": _want,
    "vé": _want,
    "pe": _can,
    "peu": _can,
    "pé": _can,
    "o": _to_the,
    "k": _which,
}
AMBIGUOUS = frozenset(RULES) | _ELIDED | {"j'"}


def read(word: str, before: str, after: str) -> tuple[str, ...] | None:
    """Return what a short word stands for between its neighbours ("" at an edge), None when it stays as it is.

    >>> read("g", "", "faim"), read("g", "50", "de"), read("pu", "ai", "venir")
    (("j'", 'ai'), None, None)
    """
    rule = RULES.get(word)
    if rule is not None:
        return rule(before, after)
    if word == "j'":
        return ("je",) if after and after[0].isalpha() and after[0] not in _VOWELS else None
    if word not in _ELIDED or not after or not after[0].isalpha():
        return None
    if after[0] in _VOWELS:
        return (f"{word}'",)
    return ("je",) if word == "j" else None
