"""What the person spoken of does now: at school, dropped out, employed, apprentice, student, neither."""

from __future__ import annotations

import tomllib
from collections.abc import Sequence
from functools import cache
from importlib.resources import files
from typing import Final

from maraude.understanding.lexicon.phrases import Hit, Phrasebook, phrases_of
from maraude.understanding.slots.status_holder import Holder, holder, is_gone
from maraude.understanding.values import About

# From the most to the least telling when a message says several: who left school and looks for a job has left school.
_ORDER: Final = ("dropped_out", "apprentice", "neet", "student", "employed", "in_school")
_KINDS: Final = ("mine", "anyone", "no")


def status(words: Sequence[str], *, about: About = "self") -> str | None:
    """Return the status said, in folded words, of the person spoken of; None when none is.

    >>> status("j' ai arrete l' ecole en mars".split())
    'dropped_out'
    """
    hits = _book().find(words)
    if not hits:
        return None
    cancelled = {hit.label.partition(":")[2] for hit in hits if hit.label.startswith("no:")}
    said = {name for hit in hits if (name := _said(words, hit, about)) is not None}
    return next((one for one in _ORDER if one in said and one not in cancelled), None)


def _said(words: Sequence[str], hit: Hit, about: About) -> str | None:
    """Return the status a phrase says of the person spoken of, None when it is another's, or over, or wished."""
    kind, _, name = hit.label.partition(":")
    if kind == "no" or is_gone(words, hit, name):
        return None
    if kind == "mine":
        return name if about == "self" else None
    whose = holder(words, hit.first, hit.last)
    if about == "self":
        return name if whose is not Holder.ANOTHER else None
    return name if whose is not Holder.WRITER else None


@cache
def _book() -> Phrasebook:
    text = files("maraude.understanding.slots").joinpath("status.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(text)
    made = Phrasebook()
    for kind in _KINDS:
        for name, cell in tables[kind].items():
            made.add(phrases_of(cell), label=f"{kind}:{name}")
    return made
