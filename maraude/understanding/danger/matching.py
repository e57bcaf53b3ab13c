"""Patterns over words, with the work counted: what makes the floor bounded on any input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maraude.understanding.danger.patterns import Pattern

_REACH = 12  # words on each side that a pattern can look at, gaps included, in practice
_REPEATS = 60  # from this many words, places that look the same are tried once


@dataclass(slots=True)
class Work:
    """How many patterns may still be tried on this message, and whether some could not be."""

    left: int
    is_exhausted: bool = False

    def take(self) -> bool:
        """Count one attempt; say no when none is left."""
        if self.left <= 0:
            self.is_exhausted = True
            return False
        self.left -= 1
        return True


def matches[T](
    words: Sequence[str], index: Mapping[str, tuple[tuple[T, Pattern], ...]], work: Work
) -> Iterator[tuple[T, int, int]]:
    """Yield the owner of each pattern that matches, with its first and last word. Stops when the work is used up."""
    present = set(words)
    seen: set[tuple[str, ...]] = set()
    for place, word in enumerate(words):
        entries = index.get(word)
        if entries is None:
            continue
        if len(words) > _REPEATS:
            around = tuple(words[max(0, place - _REACH) : place + _REACH + 1])
            if around in seen:
                continue
            seen.add(around)
        for owner, pattern in entries:
            if pattern.partners and any(present.isdisjoint(partner) for partner in pattern.partners):
                continue
            if not work.take():
                return
            found = pattern.at(words, place)
            if found is not None:
                yield owner, *found
