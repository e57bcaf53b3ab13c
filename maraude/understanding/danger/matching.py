"""Patterns over words, with the work counted: what makes the floor bounded on any input."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from maraude.understanding.danger.patterns import Pattern

_STRIDE = 40  # words whose patterns are tried together in a long text …
_REACH = 24  # … looking at most this far on each side: no pattern is longer


_LOOKS = 8  # patterns dismissed at first sight for the price of one tried


@dataclass(slots=True)
class Work:
    """How many patterns may still be tried on this message, and whether some could not be."""

    left: int
    is_exhausted: bool = False

    def take(self, count: int = 1) -> bool:
        """Count attempts; say no when none is left."""
        self.left -= count
        if self.left < 0:
            self.is_exhausted = True
        return not self.is_exhausted


def matches[T](
    words: Sequence[str], index: Mapping[str, tuple[tuple[T, Pattern], ...]], work: Work
) -> Iterator[tuple[T, int, int]]:
    """Yield the owner of each pattern that matches, with its first and last word. Stops when the work is used up.

    A long text is read in blocks, so that a pattern is tried only where all its words stand close; a block already
    seen is skipped.
    """
    if len(words) <= _STRIDE + _REACH:
        yield from _block(words, index, work, range(len(words)))
        return
    seen: set[tuple[str, ...]] = set()
    for start in range(0, len(words), _STRIDE):
        first = max(0, start - _REACH)
        block = tuple(words[first : start + _STRIDE + _REACH])
        if block in seen:
            continue
        seen.add(block)
        places = range(start - first, min(start - first + _STRIDE, len(block)))
        for owner, begins, ends in _block(block, index, work, places):
            yield owner, first + begins, first + ends


def _block[T](
    words: Sequence[str], index: Mapping[str, tuple[tuple[T, Pattern], ...]], work: Work, places: range
) -> Iterator[tuple[T, int, int]]:
    present = set(words)
    alive: dict[str, list[tuple[T, Pattern]]] = {}
    for word in present:
        entries = index.get(word)
        if entries:
            if not work.take(len(entries) // _LOOKS):
                return
            alive[word] = [entry for entry in entries if not any(map(present.isdisjoint, entry[1].partners))]
    for place in places if alive else ():
        for owner, pattern in alive.get(words[place], ()):
            if not work.take():
                return
            found = pattern.at(words, place)
            if found is not None:
                yield owner, *found
