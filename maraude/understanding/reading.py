"""One reading of a message, shared by the rules, the model and the slots: words, repaired forms, phrases found."""

from __future__ import annotations

from dataclasses import dataclass

from maraude.understanding.lexicon.book import book
from maraude.understanding.lexicon.phrases import Hit
from maraude.understanding.lexicon.repair import Repair
from maraude.understanding.text.characters import fold
from maraude.understanding.text.normalise import Words, words
from maraude.understanding.values import Span

HEAD = 16_384  # characters read at the beginning of a long text
TAIL = 4_096  # and at its end


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """`folded[i]` is word i without accents, repaired towards the domain; spans count the text as received."""

    words: Words
    folded: list[str]
    hits: list[Hit]

    def span(self, first: int, last: int) -> Span:
        """Return where words first..last (inclusive) stand in the text received."""
        return self.words.starts[first], self.words.ends[last]


class Reader:
    """Reads messages with the domain's phrases, repairing typos towards them."""

    def __init__(self, *, known: frozenset[str] = frozenset()) -> None:
        """`known`: folded everyday words that must not be repaired; without them nothing is repaired."""
        self._book = book()
        self._repair = Repair(domain=self._book.vocabulary, known=known) if known else None

    def read(self, text: str) -> Reading:
        """Return the reading of a text; of a long one, its head and its tail. Total, linear."""
        found = _bounded(text)
        folded = [fold(word) for word in found.texts]
        if self._repair is not None:
            folded = [self._repair.word(word) for word in folded]
        return Reading(words=found, folded=folded, hits=self._book.find(folded))


def _bounded(text: str) -> Words:
    if len(text) <= HEAD + TAIL:
        return words(text)
    head, tail = words(text[:HEAD]), words(text[-TAIL:])
    moved = len(text) - TAIL
    return Words(
        texts=head.texts + tail.texts,
        starts=head.starts + [start + moved for start in tail.starts],
        ends=head.ends + [end + moved for end in tail.ends],
    )
