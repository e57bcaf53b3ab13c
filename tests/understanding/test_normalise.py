"""From what was typed to plain French words."""

from __future__ import annotations

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.understanding.text.neighbours import AMBIGUOUS
from maraude.understanding.text.normalise import _WORDS, normalise, words


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("jveu pu vivre", "je veux plus vivre"),
        ("jen pe plu", "j'en peux plus"),
        ("g 17 ans", "j'ai 17 ans"),
        ("50 g de pates", "50 g de pates"),
        ("jai pu venir", "j'ai pu venir"),
        ("jai pu de thune", "j'ai plus de argent"),
        ("sa mere", "sa mere"),
        ("sa va", "ça va"),
        ("c est dur qu on me dise ca", "c'est dur qu'on me dise ca"),
        ("chui mooort", "je suis mort"),
    ],
)
def test_text_messages_become_plain_words(typed: str, meant: str) -> None:
    assert normalise(typed) == normalise(meant) == normalise(normalise(typed))


def test_me_is_never_read_as_mais() -> None:
    assert (normalise("me"), normalise("mé")) == ("me", "mais")


def test_every_word_of_the_dictionary_is_a_fixed_point() -> None:
    assert [key for key, meant in _WORDS.items() if normalise(meant) != meant] == []


def test_ambiguous_words_in_any_company_are_normalised_once_for_all() -> None:
    chance = random.Random(7)
    stock = [*_WORDS, *AMBIGUOUS, "d", "est", "5", "ai", "je", "était", "mere", "faim", "e", "?"]
    for _ in range(5_000):
        once = normalise(" ".join(chance.choices(stock, k=5)))
        assert normalise(once) == once


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_normalising_twice_changes_nothing(text: str) -> None:
    once = normalise(text)
    assert normalise(once) == once


@given(st.text(alphabet=st.characters(codec=None), max_size=60))
def test_spans_stay_inside_the_text_received(text: str) -> None:
    found = words(text)
    assert all(0 <= start < end <= len(text) for start, end in zip(found.starts, found.ends, strict=True))


def test_a_word_split_by_zero_width_spaces_keeps_its_place() -> None:
    found = words("j'ai f\u200ba\u200bim")
    assert (found.texts[-1], found.starts[-1], found.ends[-1]) == ("faim", 5, 11)
