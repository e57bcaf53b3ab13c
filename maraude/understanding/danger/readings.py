"""The ways a disguised text can be read. Each reading can only add a danger to what the plain one shows."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from maraude.understanding.danger.folding import fold, token_spans
from maraude.understanding.danger.rules import ALONE, GLUED, KEYS, SPELLINGS
from maraude.understanding.danger.screening import Span
from maraude.understanding.danger.vocabulary import CLASSES

_LETTER = r"[^\W\d_]"
_JOINED = re.compile(rf"{_LETTER}[._\-~/|+·•*,]{{1,8}}{_LETTER}")
_JOINERS = re.compile(r"(?<=\S)[._\-~/|+·•**,]{1,8}(?=\S)")
_LEET = re.compile(r"[a-zA-Zà-ÿ][0-9@$€!|][a-zA-Zà-ÿ0-9@$€!|]|(?<![0-9])[01345789@$€][a-zA-Z]{2}")
_LEET_WORD = re.compile(r"[^\s,.;:?]+")
_LEET_LETTERS = tuple(str.maketrans("0134578@$€!|", f"o{one}eastbase{one}{one}") for one in "il")
_CORE = re.compile("|".join(sorted(CLASSES["core"])))
_LONGEST_PIECE = 14
_LONE_COST, _LOST_COST = 3, 4
_SHORTEST_GLUED = 9
_CENSORED = tuple(sorted(CLASSES["censored"], key=lambda word: (len(word), word)))
_LONE = frozenset("jmstldcnay")


@dataclass(frozen=True, slots=True)
class Reading:
    """Words in order, and for each the first and last token it was read from (None: one token each)."""

    words: tuple[str, ...]
    origin: tuple[Span, ...] | None

    def tokens(self, first: int, last: int) -> Span:
        """Return the first and last token of these words."""
        return (first, last) if self.origin is None else (self.origin[first][0], self.origin[last][1])


def expand(tokens: Sequence[str], origin: Sequence[Span] | None = None) -> Reading:
    """Read tokens as words: « jveux » is two words from one token."""
    if GLUED.isdisjoint(tokens):
        words = tuple([ALONE.get(token, token) for token in tokens])
        return Reading(words, tuple(origin) if origin is not None else None)
    heard: list[str] = []
    places: list[Span] = []
    for index, token in enumerate(tokens):
        meaning = SPELLINGS.get(token) or (token,)
        place = (index, index) if origin is None else origin[index]
        for word in meaning:
            heard.append(word)
            places.append(place)
    return Reading(tuple(heard), tuple(places))


def other_readings(text: str, tokens: Sequence[str]) -> Iterator[Reading]:
    """Yield the readings of disguised text: letters apart, letters joined by signs, digits for letters, glued words.

    Each one is built only when a cheap test shows that it may hold a word of danger.
    """
    lengths = [len(token) for token in tokens]
    if lengths.count(1) > 3:
        yield from _spelt_out(tokens)
    if max(lengths, default=0) >= _SHORTEST_GLUED:
        yield from _unglued(tokens)
    if _JOINED.search(text):
        yield from _rejoined(text, tokens)
    if _LEET.search(text):
        yield from _leet(text, tokens)


def _spelt_out(tokens: Sequence[str]) -> Iterator[Reading]:
    """« s u i c i d e »: runs of single letters are put together, then cut into words."""
    pieces: list[str] = []
    origin: list[Span] = []
    start = 0
    while start < len(tokens):
        end = start
        while end < len(tokens) and len(tokens[end]) == 1:
            end += 1
        if end - start < 4:
            end = start + 1
            pieces.append(tokens[start])
            origin.append((start, start))
        else:
            for piece, first in _cut("".join(tokens[start:end])):
                pieces.append(piece)
                origin.append((start + first, start + first + len(piece) - 1))
        start = end
    if len(pieces) < len(tokens):
        yield expand(pieces, origin)


def _rejoined(text: str, plain: Sequence[str]) -> Iterator[Reading]:
    """« su.ici.de », « s-u-i », « su*cide »: signs inside a word are taken out of it."""
    joined = fold(_JOINERS.sub("", text)).split()
    if "*" not in text and not _may_tell(set(joined).difference(plain)):
        return
    spans = token_spans(text)
    joins = {found.end() for found in _JOINERS.finditer(text)}
    masks: list[str] = []
    origin: list[Span] = []
    for index, (start, end) in enumerate(spans):
        piece = fold(text[start:end]).strip()
        if masks and start in joins:
            masks[-1] += ("*" if "*" in text[spans[index - 1][1] : start] else "") + piece
            origin[-1] = (origin[-1][0], index)
        else:
            masks.append(piece)
            origin.append((index, index))
    tokens = [_unmasked(mask) for mask in masks]
    yield expand(tokens, origin)
    yield from _unglued(tokens, origin)


def _unmasked(mask: str) -> str:
    """« m*urir »: a starred word is the first word of danger that fits it, or what is left without the stars."""
    if "*" not in mask:
        return fold(mask)
    first, last = mask[: mask.index("*")], mask[mask.rindex("*") + 1 :]
    fits = (
        word for word in _CENSORED if len(word) > len(first + last) and word.startswith(first) and word.endswith(last)
    )
    return next(fits, fold(mask.replace("*", "")))


def _leet(text: str, tokens: Sequence[str]) -> Iterator[Reading]:
    """« su1c1d3 »: digits and signs are read as the letters they look like, when that makes a known word."""
    for letters in _LEET_LETTERS:
        read = list(tokens)
        place = 0
        for found in _LEET_WORD.finditer(text):
            plain = fold(found[0]).split()
            word = fold(found[0].lower().translate(letters)).strip()
            if plain and word in SPELLINGS and len(plain) == 1:
                read[place] = word
            place += len(plain)
        if read != list(tokens):
            yield expand(read)


def _unglued(tokens: Sequence[str], origin: Sequence[Span] | None = None) -> Iterator[Reading]:
    """« jeveuxmourir »: long unknown tokens that hold a word of danger are cut into words."""
    pieces: list[str] = []
    places: list[Span] = []
    for index, token in enumerate(tokens):
        place = (index, index) if origin is None else origin[index]
        cut = (
            _cut(token)
            if len(token) >= _SHORTEST_GLUED and token not in SPELLINGS and _CORE.search(token)
            else [(token, 0)]
        )
        pieces.extend(piece for piece, _ in cut)
        places.extend([place] * len(cut))
    if len(pieces) > len(tokens):
        yield expand(pieces, places)


def _may_tell(tokens: Iterable[str]) -> bool:
    """Say whether new tokens are, or hold, a word of danger."""
    return any(token in KEYS or _CORE.search(token) for token in tokens)


def _cut(glued: str) -> list[tuple[str, int]]:
    """Cut letters into the fewest known words, with where each starts; a letter that fits nowhere stands alone."""
    best: list[tuple[int, int]] = [(0, 0)]
    for end in range(1, len(glued) + 1):
        choices = [(best[end - 1][0] + (_LONE_COST if glued[end - 1] in _LONE else _LOST_COST), end - 1)]
        choices += [
            (best[start][0] + 1, start)
            for start in range(max(0, end - _LONGEST_PIECE), end - 1)
            if glued[start:end] in SPELLINGS
        ]
        best.append(min(choices))
    pieces: list[tuple[str, int]] = []
    end = len(glued)
    while end:
        start = best[end][1]
        pieces.append((glued[start:end], start))
        end = start
    return pieces[::-1]
