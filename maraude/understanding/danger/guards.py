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
_TURNS = frozenset({"mais", "sauf", "pourtant", "sinon", "but", "pero", "cependant", "alors", "donc"})
_FIRST_PERSON = frozenset({"je", "me", "moi", "my", "myself", "i", "mwen", "nous"})

_OTHERS = CLASSES["other_person"]
_SAYS = frozenset({"dit", "di", "ecrit", "envoye", "poste", "vocal", "repete", "disait"})
_OBJECTS = frozenset({"se", "s", "lui", "la", "les", "ael", "y", "li"})
_HAS_AUTHOR = frozenset(
    {RiskKind.VIOLENCE, RiskKind.SEXUAL_VIOLENCE, RiskKind.EXPLOITATION, RiskKind.CYBERBULLYING, RiskKind.HARM_TO_OTHERS}
)


class Context:
    """One reading of one message, with where its sentences and clauses end. Built only when a rule has fired."""

    def __init__(self, *, source: Unescaped, offset: int, spans: Sequence[Span], reading: Reading, work: Work) -> None:
        """Keep what is needed; everything else is worked out on demand. `offset`: where the piece starts in the message."""
        self._source, self._offset, self._spans, self._reading, self._work = source, offset, spans, reading, work

    def span(self, first: int, last: int) -> Span:
        """Return the offsets of these words in the message as received."""
        origin = self._reading.origin
        start, end = self._source.back((self._spans[origin[first][0]][0], self._spans[origin[last][1]][1]))
        return start + self._offset, end + self._offset

    @cached_property
    def cues(self) -> list[tuple[Cue, int, int]]:
        """List the words that say « now »."""
        return list(matches(self._reading.words, CUES_AT, self._work))

    @cached_property
    def is_giving_orders(self) -> bool:
        """Say whether the text speaks to a machine: then nothing in it may take a danger away."""
        return any(True for _ in matches(self._reading.words, ORDERS_AT, self._work))

    @cached_property
    def _guards(self) -> list[tuple[Guard, int, int]]:
        return list(matches(self._reading.words, GUARDS_AT, self._work))

    @cached_property
    def _places(self) -> tuple[list[int], list[int]]:
        """Number the sentence and the clause of each word."""
        sentences, clauses = [0], [0]
        words, origin = self._reading.words, self._reading.origin
        for index in range(1, len(words)):
            between = self._source.text[self._spans[origin[index - 1][1]][1] : self._spans[origin[index][0]][0]]
            turns = words[index] in _TURNS
            ends = _SENTENCE_END.search(between) is not None or words[index] == "mais"
            sentences.append(sentences[-1] + ends)
            clauses.append(clauses[-1] + (ends or turns or _CLAUSE_END.search(between) is not None))
        return sentences, clauses

    def guards_on(self, *, rule: Rule, first: int, last: int) -> list[Guard]:
        """Return the guards that reach these words and that this rule accepts."""
        if not rule.guards or self.is_giving_orders:
            return []
        return [
            guard
            for guard, start, end in self._guards
            if guard.group in rule.guards and self._reaches(guard, (start, end), (first, last))
        ]

    def _reaches(self, guard: Guard, guarding: Span, danger: Span) -> bool:
        if guard.scope == "cover":
            return guarding[0] <= danger[1] and danger[0] <= guarding[1]
        if guard.scope == "message":
            return True
        sentences, clauses = self._places
        if guard.unless and any(
            word in guard.unless for word, number in zip(self._reading.words, sentences, strict=True) if number == sentences[danger[0]]
        ):
            return False
        numbers = sentences if guard.scope == "sentence" else clauses
        return numbers[guarding[0]] <= numbers[danger[1]] and numbers[danger[0]] <= numbers[guarding[1]]


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
