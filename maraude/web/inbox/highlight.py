"""From spans to pieces of text: which words show which need, and which show danger."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A run of characters with the needs they show (best first) and whether they show danger."""

    text: str
    needs: tuple[str, ...] = ()
    is_danger: bool = False


def pieces(
    text: str, *, needs: Iterable[tuple[str, Sequence[tuple[int, int]]]], danger: Sequence[tuple[int, int]]
) -> list[Piece]:
    """Cut a text at the edges of its spans; spans out of the text are ignored, so that nothing can break a page.

    >>> pieces("j'ai faim", needs=[("food_equipment", [(5, 9)])], danger=[])[1]
    Piece(text='faim', needs=('food_equipment',), is_danger=False)
    """
    marked = [(start, end, need) for need, spans in needs for start, end in spans if 0 <= start < end <= len(text)]
    alarms = [(start, end) for start, end in danger if 0 <= start < end <= len(text)]
    edges = sorted({0, len(text), *(e for s in marked for e in s[:2]), *(e for s in alarms for e in s)})
    found = []
    for start, end in pairwise(edges):
        here = tuple(dict.fromkeys(need for first, last, need in marked if first <= start and end <= last))
        is_danger = any(first <= start and end <= last for first, last in alarms)
        found.append(Piece(text=text[start:end], needs=here, is_danger=is_danger))
    return found
