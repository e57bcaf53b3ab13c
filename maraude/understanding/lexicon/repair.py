"""Typo repair towards the domain's own words only: a missed « hebergement » costs a need, « fourchette » nothing."""

from __future__ import annotations

from collections.abc import Iterable

_SHORTEST = 5  # shorter words have too many neighbours one letter away
_GLUED = ("l", "d", "j", "n", "m", "s", "t", "qu", "c")
_REMEMBERED = 100_000


class Repair:
    """Repairs one letter added, lost, changed or swapped, and a lost apostrophe (« lappartement »)."""

    def __init__(self, *, domain: Iterable[str], known: Iterable[str]) -> None:
        """`domain`: folded words to repair towards; `known`: folded words that are right as they are."""
        self._domain = frozenset(domain)
        self._known = frozenset(known) | self._domain
        self._shorter: dict[str, list[str]] = {}
        for word in sorted(self._domain):
            if len(word) >= _SHORTEST:
                for cut in {word, *_cuts(word)}:
                    self._shorter.setdefault(cut, []).append(word)
        self._done: dict[str, str] = {}

    def word(self, word: str) -> str:
        """Return the domain word a folded word was meant to be, or the word itself."""
        if len(word) < _SHORTEST or word in self._known:
            return word
        known = self._done.get(word)
        if known is None:
            known = self._search(word)
            if len(self._done) < _REMEMBERED:
                self._done[word] = known
        return known

    def _search(self, word: str) -> str:
        if len(word) > 24 or not word.isalpha():
            return word
        for glued in _GLUED:
            rest = word.removeprefix(glued)
            if len(rest) >= _SHORTEST - 1 and rest != word and rest in self._domain and rest[0] in "aeiouhy":
                return rest
        for ending in ("s", "e", "es", "x"):
            if word.endswith(ending) and word.removesuffix(ending) in self._known:
                return word.removesuffix(ending)
        candidates = {found for cut in (word, *_cuts(word)) for found in self._shorter.get(cut, ())}
        near = sorted(found for found in candidates if found[0] == word[0] and _one_apart(word, found))
        return near[0] if near else word


def _cuts(word: str) -> list[str]:
    return [word[:index] + word[index + 1 :] for index in range(len(word))]


def _one_apart(one: str, other: str) -> bool:
    """Say whether two words differ by one letter added, lost, changed, or two neighbours swapped."""
    if abs(len(one) - len(other)) > 1:
        return False
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    left, right = one[start:], other[start:]
    return (
        left[1:] == right[1:]
        or left[1:] == right
        or left == right[1:]
        or (left[:2] == right[1::-1] and left[2:] == right[2:])
    )
