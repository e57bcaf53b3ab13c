"""The small pattern language of the rule files: words in order, with short gaps. No regular expression, no backtracking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from maraude.understanding.danger.folding import fold
from maraude.understanding.danger.vocabulary import CLASSES, COMMON, WrongRules, lemma

_WIDEST_GAP = 6


@dataclass(frozen=True, slots=True)
class Step:
    """One place of a pattern: the words it accepts, how many others may stand before it, may it be absent."""

    words: frozenset[str]
    gap: int
    is_optional: bool


@dataclass(frozen=True, slots=True)
class Pattern:
    """Steps in order, tried around the `anchor`: the step with the rarest words. `partners` must stand in the text."""

    source: str
    steps: tuple[Step, ...]
    anchor: int
    partners: tuple[frozenset[str], ...]

    def at(self, words: Sequence[str], index: int) -> tuple[int, int] | None:
        """Return first and last word index of a match whose anchor stands at `index`; at most ~50 comparisons a step."""
        after = self._walk(words, index, forwards=True)
        if after < 0:
            return None
        before = self._walk(words, index, forwards=False)
        return None if before < 0 else (before, after)

    def _walk(self, words: Sequence[str], index: int, *, forwards: bool) -> int:
        """Return how far the steps on one side reach, or -1."""
        direction = 1 if forwards else -1
        steps = self.steps[self.anchor + 1 :] if forwards else self.steps[: self.anchor][::-1]
        gaps = [step.gap for step in steps] if forwards else [step.gap for step in self.steps[1 : self.anchor + 1]][::-1]
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


def _accepts(part: str) -> frozenset[str]:
    """Read one element: `mot`, `mot/autre`, `<class>` or a mix of them."""
    words: set[str] = set()
    for choice in part.split("/"):
        if not choice.startswith("<"):
            (word, *others) = fold(choice).split() or [""]
            if others or not word:
                raise WrongRules(f"{choice!r} is not one word.")
            words.add(lemma(word))
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


def _commonness(step: Step) -> tuple[int, int]:
    """Rare words first: the anchor is what the prefilter looks for in every message."""
    return len(step.words & COMMON), len(step.words)


def parse(source: str) -> Pattern:
    """Read one pattern. Raises `WrongRules` when it cannot be read.

    >>> parse("<je>? veux _2 mourir").anchor
    3
    """
    steps = _steps(source)
    needed = [index for index, step in enumerate(steps) if not step.is_optional]
    anchor = min(needed, key=lambda index: _commonness(steps[index]))
    partners = tuple(steps[index].words for index in sorted(needed, key=lambda i: _commonness(steps[i])) if index != anchor)
    return Pattern(source=source, steps=steps, anchor=anchor, partners=partners)
