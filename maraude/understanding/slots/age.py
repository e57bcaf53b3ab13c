"""The age of the person spoken of, when the message says it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from maraude.understanding.slots.age_holder import holder_weight
from maraude.understanding.slots.age_mention import Mention, mention_at
from maraude.understanding.values import About

_YOUNGEST: Final = {"self": 11, "other": 4}
_OLDEST: Final = {"self": 60, "other": 99}


def age(words: Sequence[str], *, about: About) -> int | None:
    """Return the age said of the person spoken of, in years, None when it is not said.

    `words` are folded. « j'ai 17 ans », « 17 piges », « dix-sept », « un ami de 23 ans » (about other).

    >>> age("j' ai 17 ans".split(), about="self"), age("depuis 3 ans".split(), about="self")
    (17, None)
    """
    best: Mention | None = None
    best_weight, index = 0.0, 0
    while index < len(words):
        mention = mention_at(words, index)
        index = mention.end if mention is not None else index + 1
        if mention is None or not _YOUNGEST[about] <= mention.years <= _OLDEST[about]:
            continue
        weight = holder_weight(words, mention, about)
        if weight > best_weight:
            best, best_weight = mention, weight
    return best.years if best is not None else None
