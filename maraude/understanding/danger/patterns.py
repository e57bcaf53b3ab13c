"""The small pattern language of the rule files: words in order, short gaps. No regular expression, no backtracking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache

from maraude.understanding.danger.folding import fold
from maraude.understanding.danger.vocabulary import CLASSES, WrongRules, frequency, lemma

_WIDEST_GAP = 6


@dataclass(frozen=True, slots=True, eq=False)
class Step:
    """One place of a pattern: the words it accepts, how many others may stand before it, may it be absent."""

    words: frozenset[str]
    gap: int
    is_optional: bool


@dataclass(frozen=True, slots=True, eq=False)
class Pattern:
    """Steps in order, tried around the `anchor`: the step with the rarest words.

    Two cheap tests before the exact one: `partners` must stand in the text, and each of `nearby` (first and last place
    counted from the anchor, words) close to the anchor.
    """

    source: str
    steps: tuple[Step, ...]
    anchor: int
    partners: tuple[frozenset[str], ...]
    nearby: tuple[tuple[int, int, frozenset[str]], ...]

    def at(self, words: Sequence[str], index: int) -> tuple[int, int] | None:
        """Return first and last word index of a match with its anchor at `index`; at most ~50 comparisons a step."""
        for first, last, accepted in self.nearby:
            if accepted.isdisjoint(words[max(0, index + first) : max(0, index + last + 1)]):
                return None
        after = self._walk(words, index, forwards=True)
        if after < 0:
            return None
        before = self._walk(words, index, forwards=False)
        return None if before < 0 else (before, after)

    def _walk(self, words: Sequence[str], index: int, *, forwards: bool) -> int:
        """Return how far the steps on one side reach, or -1."""
        direction = 1 if forwards else -1
        steps = self.steps[self.anchor + 1 :] if forwards else self.steps[: self.anchor][::-1]
        gaps = (
            [step.gap for step in steps] if forwards else [step.gap for step in self.steps[1 : self.anchor + 1]][::-1]
        )
        places = {index}
        carried = 0
        for step, gap in zip(steps, gaps, strict=True):
            reach = max(gap, carried)
            found = {
                place
                for origin in places
                for place in range(origin + direction, origin + direction * (reach + 2), direction)
                if 0 <= place < len(words) and words[place] in step.words
            }
            if not found and not step.is_optional:
                return -1
            carried = reach if step.is_optional else 0
            places = found | places if step.is_optional else found
        return max(places) if forwards else min(places)


@cache
def _word(written: str) -> str:
    folded = fold(written).split()
    if len(folded) != 1:
        raise WrongRules(f"{written!r} is not one word.")
    return lemma(folded[0])


@cache
def _accepts(part: str) -> frozenset[str]:
    """Read one element: `mot`, `mot/autre`, `<class>` or a mix of them."""
    words: set[str] = set()
    for choice in part.split("/"):
        if not choice.startswith("<"):
            words.add(_word(choice))
        elif choice[1:-1] in CLASSES:
            words |= CLASSES[choice[1:-1]]
        else:
            raise WrongRules(f"The class {choice} is not defined.")
    return frozenset(words)


def _steps(source: str) -> tuple[Step, ...]:
    steps: list[Step] = []
    gap = 0
    for part in source.replace("'", " ").split():
        if part.startswith("_"):
            gap = int(part[1:] or "2")
            if gap > _WIDEST_GAP:
                raise WrongRules(f"A gap is at most {_WIDEST_GAP} words wide: {source!r}.")
            continue
        is_optional = part.endswith("?")
        steps.append(Step(words=_accepts(part.removesuffix("?")), gap=gap, is_optional=is_optional))
        gap = 0
    if not steps or gap or all(step.is_optional for step in steps):
        raise WrongRules(f"The pattern {source!r} says nothing, or ends on a gap.")
    return tuple(steps)


@cache
def _commonness(words: frozenset[str]) -> float:
    """Rare words first: the anchor is what the prefilter looks for in every message."""
    return sum(map(frequency, words))


def _nearby(steps: Sequence[Step], anchor: int) -> tuple[tuple[int, int, frozenset[str]], ...]:
    """Say, for each needed step, between which places around the anchor it can stand."""
    places: list[tuple[int, int, frozenset[str]]] = []
    for side in (1, -1):
        nearest = farthest = 0
        gap = steps[anchor].gap
        for step in steps[anchor + 1 :] if side == 1 else steps[:anchor][::-1]:
            farthest += 1 + (step.gap if side == 1 else gap)
            gap = step.gap
            if not step.is_optional:
                nearest += 1
                places.append((nearest, farthest, step.words) if side == 1 else (-farthest, -nearest, step.words))
    return tuple(places)


def parse(source: str) -> Pattern:
    """Read one pattern. Raises `WrongRules` when it cannot be read.

    >>> parse("<je>? veux _2 mourir").anchor
    2
    """
    steps = _steps(source)
    needed = sorted(
        (i for i, step in enumerate(steps) if not step.is_optional), key=lambda i: _commonness(steps[i].words)
    )
    anchor = needed[0]
    partners = tuple(steps[index].words for index in needed[1:])
    return Pattern(source=source, steps=steps, anchor=anchor, partners=partners, nearby=_nearby(steps, anchor))
