"""STOP in its spellings; and what only contains it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.stop import is_stop


@pytest.mark.parametrize(
    "text",
    [
        *("STOP", "Stop.", "S T O P", "s-t-o-p", "STOPP", "STOPPP", "ＳＴＯＰ", "\u200bstop", "S\u00adTOP"),
        *("ARRET", "arrêt", "arre\u0302t", "ARRÊT SMS", "stop sms", "STOP 36184", "stop svp", "Stop, merci."),
        *("stop les messages", "STOP ALL", "désinscription", "Désabonnement", "unsubscribe please", "stop 🙏"),
    ],
)
def test_stop_is_heard_in_its_spellings(text: str) -> None:
    assert is_stop(text)


@pytest.mark.parametrize(
    "text",
    [
        *("stop il me frappe", "stop j'ai mal", "non stop", "sms", "merci", "arret du bus", "stop moi", "stopover"),
        *("stop 死にたい", "stop أريد أن أموت", "стоп stop", "stop хватит", "stop 🔪", "STOP 💊💊"),
    ],
)
def test_a_stop_said_with_anything_else_is_left_to_a_person(text: str) -> None:
    assert not is_stop(text)


@given(st.text(max_size=40))
def test_any_text_is_a_stop_or_is_not(text: str) -> None:
    assert is_stop(text) in {True, False}
