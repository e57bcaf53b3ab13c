"""What may take a danger away: always somewhere precise, never the whole message."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from maraude.core.safety import RiskKind, RiskLevel
from maraude.understanding.danger.folding import Unescaped
from maraude.understanding.danger.matching import Work, matches
from maraude.understanding.danger.readings import Reading
from maraude.understanding.danger.rules import CUES_AT, GUARDS_AT, ORDERS_AT, Cue, Guard, Rule
from maraude.understanding.danger.screening import Span
from maraude.understanding.danger.vocabulary import CLASSES

_SENTENCE_END = re.compile(r"[.!?;\n\r]")
_CLAUSE_END = re.compile(r"[,:()\"«»“”]")
_BLOCK = 60  # words: a guard farther than this from a danger says nothing about it
_TURNS = frozenset({"mais", "sauf", "pourtant", "sinon", "but", "pero", "cependant", "alors", "donc"})
_FIRST_PERSON = frozenset({"je", "me", "moi", "my", "myself", "i", "mwen", "nous"})

_OTHERS = CLASSES["other_person"]
_SAYS = frozenset({"dit", "di", "ecrit", "envoye", "poste", "vocal", "repete", "disait"})
_OBJECTS = frozenset({"se", "s", "lui", "la", "les", "ael", "y", "li"})
_HAS_AUTHOR = frozenset(
    {
        RiskKind.VIOLENCE,
        RiskKind.SEXUAL_VIOLENCE,
        RiskKind.EXPLOITATION,
        RiskKind.CYBERBULLYING,
        RiskKind.HARM_TO_OTHERS,
    }
)


class Context:
    """One reading of one message: what stands around a danger found in it. Built only when a rule has fired."""

    def __init__(self, *, source: Unescaped, offset: int, spans: Sequence[Span], reading: Reading, work: Work) -> None:
        """Keep what is needed; the rest is worked out on demand. `offset`: where the piece starts in the message."""
        self._source, self._offset, self._spans, self._reading, self._work = source, offset, spans, reading, work
        self._seen: dict[int, list[tuple[Guard, int, int]]] = {}

    def span(self, first: int, last: int) -> Span:
        """Return the offsets of these words in the message as received."""
        start, end = self._source.back(self._typed(first, last))
        return start + self._offset, end + self._offset

    @cached_property
    def cues(self) -> list[tuple[Cue, int, int]]:
        """List the words that say « now »."""
        return list(matches(self._reading.words, CUES_AT, self._work))

    @cached_property
    def is_giving_orders(self) -> bool:
        """Say whether the text orders a machine about: then nothing in it takes a danger away. Doubt counts as yes."""
        return any(True for _ in matches(self._reading.words, ORDERS_AT, self._work)) or self._work.is_exhausted

    def guards_on(self, *, rule: Rule, first: int, last: int) -> list[Guard]:
        """Return the guards that reach these words and that this rule accepts."""
        if not rule.guards or self.is_giving_orders:
            return []
        near = self._guards_near(first)
        if self._work.is_exhausted:
            return []
        return [
            guard
            for guard, start, end in near
            if guard.group in rule.guards and self._reaches(guard, (start, end), (first, last))
        ]

    def _guards_near(self, place: int) -> list[tuple[Guard, int, int]]:
        """List the guards within reach of a word; blocks of words are searched once."""
        block = place // _BLOCK
        if block not in self._seen:
            start = max(0, (block - 1) * _BLOCK)
            around = self._reading.words[start : (block + 2) * _BLOCK]
            found = matches(around, GUARDS_AT, self._work)
            self._seen[block] = [(guard, first + start, last + start) for guard, first, last in found]
        return self._seen[block]

    def _reaches(self, guard: Guard, guarding: Span, danger: Span) -> bool:
        if guard.scope == "cover":
            return guarding[0] <= danger[1] and danger[0] <= guarding[1]
        if guard.unless and not guard.unless.isdisjoint(self._sentence(danger)):
            return False
        if guard.scope == "message" or (guarding[0] <= danger[1] and danger[0] <= guarding[1]):
            return True
        before, after = (guarding, danger) if guarding[1] < danger[0] else (danger, guarding)
        between = self._reading.words[before[1] + 1 : after[0] + 1]
        typed = self._source.text[self._typed(*before)[1] : self._typed(*after)[0]]
        if _SENTENCE_END.search(typed) or "mais" in between:
            return False
        return guard.scope == "sentence" or not (_CLAUSE_END.search(typed) or not _TURNS.isdisjoint(between))

    def _typed(self, first: int, last: int) -> Span:
        start, end = self._reading.tokens(first, last)
        return self._spans[start][0], self._spans[end][1]

    def _sentence(self, danger: Span) -> tuple[str, ...]:
        """Return the words of the sentence a danger stands in, at most `_BLOCK` on each side."""
        first, last = danger
        lowest, highest = max(0, first - _BLOCK), min(len(self._reading.words) - 1, last + _BLOCK)
        while first > lowest and not self._ends_between(first - 1, first):
            first -= 1
        while last < highest and not self._ends_between(last, last + 1):
            last += 1
        return self._reading.words[first : last + 1]

    def _ends_between(self, one: int, other: int) -> bool:
        typed = self._source.text[self._typed(one, one)[1] : self._typed(other, other)[0]]
        return _SENTENCE_END.search(typed) is not None


def softened(level: RiskLevel, guards: Sequence[Guard]) -> RiskLevel:
    """Return what remains of a level under guards: nothing, or a concern when they only soften.

    >>> softened(RiskLevel.URGENT, [])
    <RiskLevel.URGENT: 'urgent'>
    """
    if not guards:
        return level
    if all(guard.softens for guard in guards):
        return min(level, RiskLevel.CONCERN, key=lambda one: one.rank)
    return RiskLevel.NONE


def is_about_other(words: Sequence[str], first: int, last: int, *, kind: RiskKind) -> bool:
    """Say whether the danger is somebody else's.

    Another person named before, and nobody speaking of themself in the words of the danger, or another person quoted.
    Where one person harms another, the person named is usually who harms: only a reflexive or an object says otherwise.
    """
    said, before = words[first : last + 1], words[max(0, first - 6) : first]
    names_other = not _OTHERS.isdisjoint(before) or not _OTHERS.isdisjoint(said)
    if not _FIRST_PERSON.isdisjoint(said):
        return not _OTHERS.isdisjoint(before) and not _SAYS.isdisjoint(before)
    if kind in _HAS_AUTHOR:
        return not _OBJECTS.isdisjoint(said) and names_other
    return names_other
