"""All the facts a message says, read once."""

from __future__ import annotations

from typing import Final

from maraude.understanding.gazetteer import Gazetteer
from maraude.understanding.reading import Reading
from maraude.understanding.slots.age import age
from maraude.understanding.slots.place import place
from maraude.understanding.slots.since import since
from maraude.understanding.slots.status import status
from maraude.understanding.values import About, Slots

_READ: Final = 4_000  # words: facts about oneself are not said after that


def read_slots(text: str, reading: Reading, *, about: About, gazetteer: Gazetteer | None) -> Slots:
    """Return age, place, status and since as said of the person spoken of; what is not said stays None."""
    words = reading.folded[:_READ]
    return Slots(
        age=age(words, about=about),
        place=place(text, gazetteer=gazetteer),
        status=status(words, about=about),
        since=since(text),
        about=about,
    )
