"""Whether what began still goes on, after three months and after six: each side says it, nobody's word is lost."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum

from maraude.core.referral import Side


class Still(StrEnum):
    """What a side says of what began."""

    YES = "yes"
    NO = "no"


def is_still_there(said: Mapping[str, str]) -> bool | None:
    """Return what the sides say together: True, False, None while nobody spoke or while they contradict each other.

    A worker's word settles a contradiction.

    >>> is_still_there({"person": "yes"}), is_still_there({"person": "yes", "structure": "no"})
    (True, None)
    """
    if Side.WORKER in said:
        return said[Side.WORKER] == Still.YES
    words = set(said.values())
    return words == {Still.YES} if len(words) == 1 else None
