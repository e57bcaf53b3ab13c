"""From what was typed to plain French words, each knowing where it stood in the text as received."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import lru_cache
from importlib.resources import files

from maraude.understanding.text.characters import plain
from maraude.understanding.text.neighbours import AMBIGUOUS, read
from maraude.understanding.text.word_list import word_set

_WORDS: dict[str, str] = tomllib.loads(
    files("maraude.understanding.text").joinpath("sms.toml").read_text(encoding="utf-8")
)["words"]
_WITH_DIGITS = "|".join(sorted((re.escape(key) for key in _WORDS if re.search(r"\d", key)), key=len, reverse=True))
_TOKEN = re.compile(
    rf"[^\W\d_]++(?:'(?=[^\W\d_]))?(?!\d)|(?:{_WITH_DIGITS})(?![^\W_])|\d+|[^\W\d_]+(?:'(?=[^\W\d_]))?|[^\w\s-]|_"
)
_DRAWN_OUT = re.compile(r"(\D)\1{2,}")
_CONSONANTS = frozenset("bcdfgklmnpqrstvxz")
# Forms that follow "j" with its apostrophe lost; no other French word starts so.
_AFTER_I = word_set(
    "ai aime aimais aimerais aimerai ador adore arrive arrivé avais aurais aurai attend attends achete achète appelle "
    "apprends apprend entends entend envoie en essaie essaye écris ecris ecoute écoute espere espère étudie etudie "
    "étais etais habite habitais hesite hésite imagine irai irais ose oublie oublié ouvre utilise y ignore accouche "
    "angoisse étouffe etouffe enchaine ai abandonne allais aille avance"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """Plain words, numbers and signs in order; word i came from code points starts[i]:ends[i] of the text."""

    texts: list[str]
    starts: list[int]
    ends: list[int]


def words(text: str) -> Words:
    """Return the plain French words of a text, in order. Total on any string, linear.

    >>> words("jai pu de thunes").texts
    ["j'", 'ai', 'plus', 'de', 'argent']
    """
    source = plain(text)
    typed: list[tuple[str, int]] = []
    spans: list[tuple[int, int]] = []
    for number, match in enumerate(_TOKEN.finditer(source.text)):
        spans.append(match.span())
        typed.extend([(part, number) for part in _one(match.group())])
    texts, places = _between_neighbours(typed)
    if source.origin is not None:
        spans = [(source.place(start), source.place(end - 1) + 1) for start, end in spans]
    return Words(texts=texts, starts=[spans[at][0] for at in places], ends=[spans[at][1] for at in places])


def normalise(text: str) -> str:
    """Return a text in plain words, a space between two. Idempotent.

    >>> normalise("chui o college g 15 ans")
    "je suis au collège j'ai 15 ans"
    """
    return " ".join(words(text).texts).replace("' ", "'")


def _between_neighbours(typed: list[tuple[str, int]]) -> tuple[list[str], list[int]]:
    texts: list[str] = []
    places: list[int] = []
    before = ""
    last = len(typed) - 1
    for index, (text, place) in enumerate(typed):
        if text not in AMBIGUOUS:
            texts.append(text)
            places.append(place)
            before = text
            continue
        found = read(text, before, typed[index + 1][0] if index < last else "") or (text,)
        texts.extend(found)
        places.extend([place] * len(found))
        before = found[-1]
    return texts, places


@lru_cache(maxsize=65_536)
def _one(typed: str) -> tuple[str, ...]:
    """Return the plain words one typed word stands for, whatever its neighbours."""
    word = _DRAWN_OUT.sub(r"\1", typed) if len(typed) > 2 and not typed.isdigit() else typed
    known = _WORDS.get(word)
    if known is not None:
        return tuple(match.group() for match in _TOKEN.finditer(known))
    if word[0] == "j" and len(word) > 2 and word[1] != "'":
        if word[1] in _CONSONANTS:
            return ("je", *_one(word[1:]))
        if word[1:] in _AFTER_I:
            return ("j'", *_one(word[1:]))
    return (word,)
