"""Where a sentence begins and ends, as far as text messages have any."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from maraude.understanding.text.word_list import word_set

_ENDS: Final = word_set(". ! ? … ; :")
PAUSES: Final = word_set('. , ; : ! ? ( « " … - /') | {""}
_FARTHEST: Final = 30  # words looked at on either side


def sentence_of(words: Sequence[str], start: int, end: int) -> tuple[int, int]:
    """Return the bounds of the sentence around words[start:end], never more than 30 words away."""
    first, last = start, end
    while first > 0 and start - first < _FARTHEST and words[first - 1] not in _ENDS:
        first -= 1
    while last < len(words) and last - end < _FARTHEST and words[last] not in _ENDS:
        last += 1
    return first, last
