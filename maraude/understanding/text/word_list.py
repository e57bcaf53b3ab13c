"""Small word lists written as one line of text, the way one reads them."""

from __future__ import annotations


def word_set(text: str) -> frozenset[str]:
    """Return the words of a text as a set.

    >>> sorted(word_set("je tu"))
    ['je', 'tu']
    """
    return frozenset(text.split())
