"""Cutting a text for a channel."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.splitting import graphemes, length, split

UNITS = ("chars", "utf16", "bytes", "graphemes", "segments")


@pytest.mark.parametrize(("unit", "expected"), [("chars", 4), ("utf16", 6), ("bytes", 12), ("graphemes", 2)])
def test_each_unit_counts_its_own_way(unit: str, expected: int) -> None:
    assert length("👩‍🚀a", unit=unit) == expected


@given(st.text(max_size=60), st.integers(1, 20), st.sampled_from(UNITS))
def test_parts_fit_and_lose_nothing_but_blanks(text: str, longest: int, unit: str) -> None:
    parts = split(text, longest=longest, unit=unit)
    assert all(length(part, unit=unit) <= longest or len(list(graphemes(part))) == 1 for part in parts)
    assert "".join("".join(parts).split()) == "".join(text.split())


@given(st.text(max_size=60))
def test_graphemes_put_together_are_the_text(text: str) -> None:
    assert "".join(graphemes(text)) == text


def test_an_address_moves_whole_to_the_next_part() -> None:
    parts = split("va voir https://lanterne.example/r/gare ce soir", longest=32, unit="chars")
    assert parts == ["va voir", "https://lanterne.example/r/gare", "ce soir"]


def test_a_flag_or_a_joined_emoji_is_never_cut() -> None:
    assert split("🇫🇷🇫🇷👩‍🚀", longest=4, unit="utf16") == ["🇫🇷", "🇫🇷", "👩‍🚀"]


def test_nothing_becomes_no_part() -> None:
    assert split(" \n ", longest=5, unit="chars") == []


@pytest.mark.parametrize("longest", [1, 2, 8])
@given(text=st.text(alphabet="aé{€ç😊 ", max_size=900))
def test_parts_of_an_sms_fit_into_its_segments(longest: int, text: str) -> None:
    assert all(length(part, unit="segments") <= longest for part in split(text, longest=longest, unit="segments"))
