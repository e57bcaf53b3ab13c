"""Misspelling on purpose, always the same way, to measure what it costs."""

from __future__ import annotations

import random
import re
from typing import Final

_SEED: Final = 25
_WORD: Final = re.compile(r"[^\W\d_]{3,}")


def misspelt(texts: list[str], *, share: float) -> list[str]:
    """Return texts where a share of the words of three letters or more lost, doubled, swapped or changed one letter."""
    chance = random.Random(_SEED)  # noqa: S311 - a repeatable measurement, not a secret

    def _maybe(match: re.Match[str]) -> str:
        return _one_mistake(match.group(), chance) if chance.random() < share else match.group()

    return [_WORD.sub(_maybe, text) for text in texts]


def _one_mistake(word: str, chance: random.Random) -> str:
    at = chance.randrange(len(word) - 1)
    match chance.randrange(4):
        case 0:
            return word[:at] + word[at + 1 :]
        case 1:
            return word[: at + 1] + word[at:]
        case 2:
            return word[:at] + word[at + 1] + word[at] + word[at + 2 :]
        case _:
            return word[:at] + chance.choice("aeioustnrl") + word[at + 1 :]
