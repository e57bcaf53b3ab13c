"""Segments of an SMS, at every edge where the number changes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.sms import count_sms


@pytest.mark.parametrize(
    ("text", "encoding", "units", "segments"),
    [
        ("", "gsm7", 0, 0),
        ("a" * 160, "gsm7", 160, 1),
        ("a" * 161, "gsm7", 161, 2),
        ("a" * 306, "gsm7", 306, 2),
        ("a" * 307, "gsm7", 307, 3),
        ("€" * 80, "gsm7", 160, 1),
        ("€" * 81, "gsm7", 162, 2),
        ("é" * 70, "gsm7", 70, 1),
        ("ê" * 70, "ucs2", 70, 1),
        ("ê" * 71, "ucs2", 71, 2),
        ("ê" * 134, "ucs2", 134, 2),
        ("ê" * 135, "ucs2", 135, 3),
        ("🙂" * 35, "ucs2", 70, 1),
        ("🙂" * 36, "ucs2", 72, 2),
    ],
)
def test_a_text_takes_as_many_segments_as_the_standard_says(
    text: str, encoding: str, units: int, segments: int
) -> None:
    counted = count_sms(text)
    assert (counted.encoding, counted.units, counted.segments) == (encoding, units, segments)


@pytest.mark.parametrize(("text", "segments"), [("a" * 152 + "€" + "a" * 152, 3), ("ê" * 66 + "🙂" + "ê" * 66, 3)])
def test_a_character_of_two_units_is_never_cut_between_segments(text: str, segments: int) -> None:
    assert count_sms(text).segments == segments


@pytest.mark.parametrize("letter", list("çêâîôûëïœ’…«»"))
def test_letters_of_french_that_gsm_has_not_cost_the_shorter_segments(letter: str) -> None:
    assert count_sms(letter).encoding == "ucs2"


@given(st.text(max_size=500), st.text(max_size=20))
def test_a_longer_text_never_takes_fewer_segments(text: str, more: str) -> None:
    assert count_sms(text + more).segments >= count_sms(text).segments
