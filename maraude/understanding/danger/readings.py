"""The ways a disguised text can be read. Each reading can only add a danger to what the plain one shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from maraude.understanding.danger.folding import fold, token_spans
from maraude.understanding.danger.rules import SPELLINGS
from maraude.understanding.danger.screening import Span
from maraude.understanding.danger.vocabulary import CLASSES

_LETTER = r"[^\W\d_]"
_JOINED = re.compile(rf"{_LETTER}[._\-~/|+·•*,]{{1,8}}{_LETTER}")
_JOINERS = re.compile(r"(?<=\S)[._\-~/|+·•**,]{1,8}(?=\S)")
_LEET = re.compile(r"[a-zA-Zà-ÿ][0-9@$€!|][a-zA-Zà-ÿ0-9@$€!|]|(?<![0-9])[01345789@$€][a-zA-Z]{2}")
_LEET_WORD = re.compile(r"[^\s,.;:?]+")
_LEET_LETTERS = tuple(str.maketrans("0134578@$€!|", f"o{one}eastbase{one}{one}") for one in "il")
_LONGEST_PIECE = 14
_LONGEST_GLUED = 120
_SHORTEST_GLUED = 9
_CENSORED = tuple(sorted(CLASSES["censored"], key=lambda word: (len(word), word)))
_LONE = frozenset("jmstldcnay")


@dataclass(frozen=True, slots=True)
class Reading:
    """Words in order, and for each the (first, last) token of `tokens` it was read from."""

    words: tuple[str, ...]
    origin: tuple[Span, ...]


def expand(tokens: Sequence[str], origin: Sequence[Span] | None = None) -> Reading:
    """Read tokens as words: « jveux » is two words from one token."""
    words: list[str] = []
    places: list[Span] = []
    for index, token in enumerate(tokens):
        meaning = SPELLINGS.get(token)
        place = (index, index) if origin is None else origin[index]
        if meaning is None:
            words.append(token)
            places.append(place)
        else:
            words.extend(meaning)
            places.extend([place] * len(meaning))
    return Reading(tuple(words), tuple(places))


def is_disguised(text: str, tokens: Sequence[str]) -> bool:
    """Say cheaply whether another reading may show what the plain one hides."""
    lengths = [len(token) for token in tokens]
    if lengths.count(1) > 3 or max(lengths, default=0) >= _SHORTEST_GLUED + 2:
        return True
    return _JOINED.search(text) is not None or _LEET.search(text) is not None


def other_readings(text: str, tokens: Sequence[str]) -> Iterator[Reading]:
    """Yield the readings of disguised text: letters apart, letters joined by signs, digits for letters, glued words."""
    yield from _spelt_out(tokens)
    if _JOINED.search(text):
        yield from _rejoined(text)
    if _LEET.search(text):
        yield from _leet(text, tokens)
    yield from _unglued(tokens)


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


def _rejoined(text: str) -> Iterator[Reading]:
    """« su.ici.de », « s-u-i », « su*cide »: signs inside a word are taken out of it."""
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
    fits = (word for word in _CENSORED if len(word) > len(first + last) and word.startswith(first) and word.endswith(last))
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
        cut = _cut(token) if len(token) >= _SHORTEST_GLUED and token not in SPELLINGS else [(token, 0)]
        pieces.extend(piece for piece, _ in cut)
        places.extend([place] * len(cut))
    if len(pieces) > len(tokens):
        yield expand(pieces, places)


def _cut(glued: str) -> list[tuple[str, int]]:
    """Cut letters into the fewest known words that cover them; leave them whole when they cannot be covered."""
    letters = glued[:_LONGEST_GLUED]
    best: list[tuple[int, int] | None] = [(0, 0), *([None] * len(letters))]
    for end in range(1, len(letters) + 1):
        for start in range(max(0, end - _LONGEST_PIECE), end):
            before = best[start]
            if before is None or not _is_piece(letters[start:end]):
                continue
            cost = before[0] + (3 if end - start == 1 else 1)
            now = best[end]
            if now is None or cost < now[0]:
                best[end] = (cost, start)
    if best[-1] is None:
        return [(glued, 0)]
    return _trace(letters, best)


def _trace(letters: str, best: Sequence[tuple[int, int] | None]) -> list[tuple[str, int]]:
    pieces: list[tuple[str, int]] = []
    end = len(letters)
    while end:
        step = best[end]
        start = step[1] if step else 0
        pieces.append((letters[start:end], start))
        end = start
    return pieces[::-1]


def _is_piece(piece: str) -> bool:
    return piece in _LONE if len(piece) == 1 else piece in SPELLINGS
