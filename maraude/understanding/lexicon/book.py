"""The domain's words: what names a need, what asks for help, what only mentions."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files

from maraude.core.need import Need
from maraude.understanding.lexicon.phrases import Phrasebook, phrases_of

CUES = ("asks", "lacks", "wants", "settled", "mentions", "someone")


@cache
def book() -> Phrasebook:
    """Return the phrases of all needs (labels `need:<name>`, `topic:<name>`) and cues (their own names)."""
    made = Phrasebook()
    for need in Need:
        data = _read(f"needs/{need.value}.toml")
        made.add(phrases_of(data["needs"]), label=f"need:{need.value}")
        made.add(phrases_of(data["topics"]), label=f"topic:{need.value}")
    cues = _read("cues.toml")
    for cue in CUES:
        made.add(phrases_of(cues[cue]), label=cue)
    for name, cell in _ideas().items():
        made.add(phrases_of(cell), label=f"idea:{name}")
    return made


@cache
def ideas() -> tuple[str, ...]:
    """Return the names of the ideas, in the order of their file."""
    return tuple(_ideas())


def _ideas() -> dict[str, str]:
    text = files("maraude.understanding.lexicon").joinpath("concepts.toml").read_text(encoding="utf-8")
    return {name: str(cell) for name, cell in tomllib.loads(text)["concepts"].items()}


@cache
def questions(need: Need) -> tuple[str, str]:
    """Return the one question that settles a doubt about a need, in French and in English."""
    data = _read(f"needs/{need.value}.toml")
    return data["question_fr"], data["question_en"]


def _read(name: str) -> dict[str, str]:
    text = files("maraude.understanding.lexicon").joinpath(name).read_text(encoding="utf-8")
    return {key: str(value) for key, value in tomllib.loads(text).items()}
