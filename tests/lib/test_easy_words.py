from __future__ import annotations

from itertools import combinations

import pytest

from maraude.lib.easy_words import _one_letter_apart, easy_words, new_words, read_words


def test_each_word_is_worth_ten_bits_and_is_typed_on_any_keyboard() -> None:
    assert len(easy_words()) == len(set(easy_words())) == 1024
    assert all(word.isascii() and word.isalpha() and 3 <= len(word) <= 7 for word in easy_words())


def test_no_word_is_one_letter_away_from_another() -> None:
    near = [(a, b) for a, b in combinations(easy_words(), 2) if abs(len(a) - len(b)) < 2 and _one_letter_apart(a, b)]
    assert near == []


def test_words_drawn_are_read_back() -> None:
    for _ in range(50):
        words = new_words(4)
        assert read_words(" ".join(words)) == read_words(", ".join(words).upper()) == words


def test_one_wrong_letter_is_forgiven_when_only_one_word_is_near() -> None:
    assert read_words("girafee Étoille guitrre voilx") == ["girafe", "etoile", "guitare", "voilx"]


@pytest.mark.parametrize("typed", ["", "\x00", "é" * 10_000, "a " * 10_000, "😀", "123 456"])
def test_anything_may_be_typed(typed: str) -> None:
    assert len(read_words(typed)) <= 12
