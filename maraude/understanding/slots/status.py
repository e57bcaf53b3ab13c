"""What the person spoken of does now: at school, dropped out, employed, apprentice, student, neither."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files

from maraude.understanding.lexicon.phrases import Phrasebook, phrases_of

# From the most to the least telling when a message says several: who left school and works is employed.
_ORDER = ("dropped_out", "apprentice", "neet", "student", "employed", "in_school")


def status(words: Sequence[str]) -> str | None:
    """Return the status said in folded words, None when none is.

    >>> status("j' ai arrete l' ecole en mars".split())
    'dropped_out'
    """
    said = {hit.label for hit in _book().find(words)}
    return next((one for one in _ORDER if one in said and f"not:{one}" not in said), None)


@cache
def _book() -> Phrasebook:
    text = files("maraude.understanding.slots").joinpath("status.toml").read_text(encoding="utf-8")
    made = Phrasebook()
    for label, cell in tomllib.loads(text)["phrases"].items():
        made.add(phrases_of(cell), label=label)
    return made
