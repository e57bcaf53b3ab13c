from __future__ import annotations

import json
from contextlib import suppress
from urllib.parse import urlencode

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.channels.webchat.submission import Malformed, Submission, read_submission

FORM, JSON = "application/x-www-form-urlencoded", "application/json; charset=utf-8"
KEY = "0194f1d2a3b4"


def sent(fields: dict[str, str], kind: str = FORM) -> Submission:
    body = urlencode(fields) if kind == FORM else json.dumps(fields)
    return read_submission(body.encode(), content_type=kind)


@given(text=st.text(max_size=200))
@pytest.mark.parametrize("kind", [FORM, JSON])
def test_any_text_comes_through_but_for_what_cannot_be_stored(text: str, kind: str) -> None:
    typed = text.encode("utf-8", errors="replace").decode() if kind == FORM else text
    said = sent({"text": typed, "key": KEY}, kind).text
    assert said == "".join(
        "\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in typed.replace("\r\n", "\n")
    )


@given(body=st.binary(max_size=300))
@pytest.mark.parametrize("kind", [FORM, JSON])
def test_any_bytes_are_read_or_named_malformed(body: bytes, kind: str) -> None:
    with suppress(Malformed):
        assert read_submission(body, content_type=kind).text is not None


@pytest.mark.parametrize("kind", ["", "text/plain", "multipart/form-data; boundary=x"])
def test_another_kind_of_body_is_malformed(kind: str) -> None:
    with pytest.raises(Malformed):
        read_submission(b"text=x", content_type=kind)


def test_what_is_not_ours_is_left_out() -> None:
    read = sent({"text": "x", "key": "<b>", "door": "Appelle le 06", "lang": "de", "signal": "erase"})
    assert (read.key, read.door, read.lang, read.signal) == ("", "", "", "")


def test_what_is_ours_is_kept() -> None:
    read = sent({"text": "x", "key": KEY, "door": "affiche-gare", "lang": "en", "signal": "stop", "look": "1"})
    assert (read.key, read.door, read.lang, read.signal, read.look) == (KEY, "affiche-gare", "en", "stop", True)


def test_nine_hundred_kilobytes_come_through_whole() -> None:
    assert len(sent({"text": "é" * 300_000, "key": KEY}).text) == 300_000
