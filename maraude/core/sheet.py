"""The hand-over sheet: lines that the young person reads, changes, strikes and lets go. Never a note or a score."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

LONGEST_LINE = 10_000
MOST_LINES = 30


class LineKind(StrEnum):
    """What a line is about, in the order they are read."""

    CALLED = "called"  # how the person wants to be called there
    AGE = "age"
    PLACE = "place"
    SITUATION = "situation"
    SINCE = "since"
    NEED = "need"
    WORKER_SAYS = "worker_says"
    PERSON_SAYS = "person_says"


@dataclass(frozen=True, slots=True, kw_only=True)
class SheetDraft:
    """A line to write. Words of `situation` and `need` are stored values; screens give them their word."""

    kind: LineKind
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidFacts:
    """What a person said of themselves, and the needs found in their words or confirmed by a worker."""

    age: int | None = None
    place: str = ""
    situation: str = ""
    since: str = ""
    needs: tuple[str, ...] = ()


def draft_sheet(*, called: str, facts: SaidFacts, worker_says: str = "") -> Sequence[SheetDraft]:
    """Return the first lines of a sheet: what the person gave, then what the worker says. Empty ones are left out.

    >>> [line.kind.value for line in draft_sheet(called="Renard Calme", facts=SaidFacts(age=17))]
    ['called', 'age']
    """
    lines = [
        (LineKind.CALLED, called),
        (LineKind.AGE, str(facts.age or "")),
        (LineKind.PLACE, facts.place),
        (LineKind.SITUATION, facts.situation),
        (LineKind.SINCE, facts.since),
        *((LineKind.NEED, need) for need in facts.needs),
        (LineKind.WORKER_SAYS, worker_says.strip()),
    ]
    return [SheetDraft(kind=kind, words=words) for kind, words in lines if words]
