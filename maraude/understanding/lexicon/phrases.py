"""Finding thousands of phrases in a text at once, in one walk over its words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from maraude.understanding.text.characters import fold
from maraude.understanding.text.normalise import words
from maraude.understanding.text.word_list import word_set

# Articles say nothing here and get lost in text messages: left out of phrases and texts alike.
ARTICLES = word_set("un une le la les l' des de d' du au aux the")
GAP = "_"
_GAP_MAX = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """A phrase found: its label, and its first and last word (inclusive)."""

    label: str
    first: int
    last: int


type _Kept = list[tuple[int, tuple[str, ...]]]


@dataclass(slots=True)
class _Node:
    after: dict[str, _Node] = field(default_factory=dict)
    labels: tuple[str, ...] = ()


class Phrasebook:
    """Phrases with their labels. `*` ends a word of which only the beginning counts; `_` stands for up to two words."""

    def __init__(self) -> None:
        """Start empty."""
        self._root = _Node()
        self._whole: set[str] = set()
        self._beginnings: dict[str, str] = {}
        self._lengths: tuple[int, ...] = ()
        self._matches: dict[str, tuple[str, ...]] = {}

    def add(self, phrases: Iterable[str], *, label: str) -> None:
        """Add phrases written in plain French, with or without accents, under one label."""
        for phrase in phrases:
            steps = tuple(step for step in _steps(phrase) if step not in ARTICLES) or tuple(_steps(phrase))
            node = self._root
            for step in steps:
                node = node.after.setdefault(step, _Node())
                self._know(step)
            node.labels = (*node.labels, label)
        self._lengths = tuple(sorted({len(beginning) for beginning in self._beginnings}))
        self._matches.clear()

    def _know(self, step: str) -> None:
        if step.endswith("*"):
            self._beginnings[step[:-1]] = step
        elif step != GAP:
            self._whole.add(step)

    @property
    def vocabulary(self) -> frozenset[str]:
        """Return the whole words of all phrases, folded."""
        return frozenset(self._whole)

    def knows(self, word: str) -> bool:
        """Say whether a folded word begins or continues some phrase."""
        return bool(self._steps_of(word))

    def find(self, folded: Sequence[str]) -> list[Hit]:
        """Return every phrase in the folded words of a text, in order of its first word."""
        kept = [(index, self._steps_of(word)) for index, word in enumerate(folded) if word not in ARTICLES]
        found: list[Hit] = []
        for at in range(len(kept)):
            self._follow(self._root, kept, at, at, found)
        return found

    def _follow(self, node: _Node, kept: _Kept, start: int, at: int, found: list[Hit]) -> None:
        """Take one step from `node` with the word at `at`; a phrase that ends there is found."""
        for step in kept[at][1]:
            following = node.after.get(step)
            if following is None:
                continue
            found.extend(Hit(label=label, first=kept[start][0], last=kept[at][0]) for label in following.labels)
            if following.after:
                self._go_on(following, kept, start, at + 1, found)

    def _go_on(self, node: _Node, kept: _Kept, start: int, at: int, found: list[Hit]) -> None:
        if at < len(kept):
            self._follow(node, kept, start, at, found)
        gap = node.after.get(GAP)
        if gap is not None:
            for skipped in range(1, _GAP_MAX + 1):
                if at + skipped < len(kept):
                    self._follow(gap, kept, start, at + skipped, found)

    def _steps_of(self, word: str) -> tuple[str, ...]:
        known = self._matches.get(word)
        if known is None:
            whole = (word,) if word in self._whole else ()
            heads = (word[:length] for length in self._lengths if length <= len(word))
            known = whole + tuple(self._beginnings[head] for head in heads if head in self._beginnings)
            if len(self._matches) < 100_000:  # memory stays bounded whatever is sent to us
                self._matches[word] = known
        return known


def _steps(phrase: str) -> list[str]:
    steps: list[str] = []
    for chunk in phrase.split():
        if chunk == GAP:
            steps.append(GAP)
            continue
        plain_words = [fold(word) for word in words(chunk.removesuffix("*")).texts]
        if chunk.endswith("*") and plain_words:
            plain_words[-1] += "*"
        steps.extend(plain_words)
    return steps


def phrases_of(cell: str) -> list[str]:
    """Return the phrases of a data cell: lines of phrases separated by bars."""
    return [phrase.strip() for line in cell.splitlines() for phrase in line.split("|") if phrase.strip()]
