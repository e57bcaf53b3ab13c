from __future__ import annotations

import pytest

from maraude.channels.webchat.origin import is_from_our_page

HOST = {"host": "maraude.example"}


@pytest.mark.parametrize(
    "proof",
    [
        {"sec-fetch-site": "same-origin"},
        {"origin": "https://maraude.example"},
        {"referer": "https://maraude.example/chat/abc"},
        {"origin": "https://MARAUDE.example"},
    ],
)
def test_each_proof_of_a_browser_is_enough(proof: dict[str, str]) -> None:
    assert is_from_our_page(HOST | proof)


@pytest.mark.parametrize(
    "proof",
    [
        {},
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
        {"sec-fetch-site": "none"},
        {"sec-fetch-site": "cross-site", "origin": "https://maraude.example"},
        {"origin": "null"},
        {"origin": "https://evil.example"},
        {"origin": "https://maraude.example.evil.example"},
        {"origin": "https://maraude.example@evil.example"},
        {"origin": "https://[", "referer": "https://maraude.example/"},
        {"referer": "https://evil.example/?https://maraude.example"},
    ],
)
def test_another_site_or_no_proof_at_all_is_refused(proof: dict[str, str]) -> None:
    assert not is_from_our_page(HOST | proof)
    assert not is_from_our_page(proof)
