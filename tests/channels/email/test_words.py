"""What somebody wrote reaches the screening whole: nothing unmarked is ever cut (R-01), whatever it looks like."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.channels.email.words import own_words
from maraude.channels.registry import CHANNELS
from tests.channels.email.cases import NAME, mail
from tests.channels.kit import NOW

DANGER = "je vais me tuer ce soir"
ANNOUNCED = "\n\nLe jeu. 26 nov. 2026 à 20:00, La Lanterne a écrit :"
ABOVE = [
    "oui\n________________________________",
    "slt\nDe : mon frère\nÀ : moi",
    "ok\n-- ",
    "ok\n----- Message d'origine -----",
    "coucou\nOn m'a dit que le 119 répond, mon oncle wrote:",
    "oui\nLe 3 il m'a écrit :",
    "d'accord\nFrom: x\nSent: 2026\nTo: y",
    f"merci{ANNOUNCED}",
    "ok\nEnvoyé depuis mon iPhone",
    "> Bonsoir",
    "",
    f"ok{ANNOUNCED}\n> Bonsoir",
]
BELOW = ["", "\n-- \nEnzo", "\n> Bonsoir", "\nEnvoyé depuis mon iPhone", f"{ANNOUNCED}\n> Bonsoir"]


@pytest.mark.parametrize("above", ABOVE)
@pytest.mark.parametrize("below", BELOW)
@pytest.mark.parametrize("headers", [{}, {"Subject": "Re: x"}, {"Subject": "RE: x", "In_Reply_To": NAME}])
def test_a_danger_is_heard_wherever_it_stands(above: str, below: str, headers: dict[str, str]) -> None:
    (event,) = CHANNELS["email"].parse(mail(f"{above}\n{DANGER}{below}", **headers), at=NOW).events
    assert DANGER in event.content.text


@pytest.mark.parametrize("said", ["Envoyé de mon lit, adieu", "Sent from hell, je saute", "il m'a écrit :"])
def test_words_that_look_like_a_signature_are_kept(said: str) -> None:
    assert said in own_words(f"ok\n\n{said}")


@given(st.lists(st.one_of(st.text("abLe 0:_-é", max_size=20), st.sampled_from([*ABOVE[:10], DANGER])), max_size=8))
def test_no_line_that_is_not_marked_or_an_announcement_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    unmarked = [line.strip() for line in text.split("\n") if line.strip() and not line.lstrip().startswith(">")]
    kept = own_words(text)
    lost = [line for line in unmarked if line not in kept]
    assert all(any(sign.isdigit() for sign in line) or "iPhone" in line or "a écrit" in line for line in lost)


def test_a_stub_beside_a_page_does_not_hide_the_page() -> None:
    page = "<p>" + "bonjour " * 60 + DANGER + "</p>"
    body = f"--b\nContent-Type: text/plain\n\nouvre-moi\n--b\nContent-Type: text/html\n\n{page}\n--b--\n"
    (event,) = CHANNELS["email"].parse(mail(body, Content_Type='multipart/alternative; boundary="b"'), at=NOW).events
    assert DANGER in event.content.text
