"""Coming back by four words, from any device."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from maraude.apps.outreach.models import WayBack
from maraude.lib import clock
from maraude.lib.pace import Pace
from maraude.web.public import addresses
from tests.support.chat_page import Page, open_page


@pytest.fixture(autouse=True)
def _fresh_pace(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(addresses, "_pace", Pace(burst=20, every_s=4.0))


def words_of(page: Page) -> str:
    html = page.client.post(f"{page.path}/code").content.decode()
    found = re.search(r'<p class="notice code".*?<strong>([a-z ]+)</strong>', html, re.S)
    assert found is not None
    return found[1]


def come_back(page: Page, words: str, *, client: Client | None = None) -> Client:
    client = client or Client(headers={"accept-language": "fr"})
    client.post(f"{page.path}/back", {"words": words})
    return client


def opened(page: Page, words: str) -> bool:
    return page.names.visitor in come_back(page, words).cookies


def test_four_words_open_the_thread_on_another_device(page: Page) -> None:
    page.write("ce que j'ai dit")
    words = words_of(page)
    assert len(words.split()) == 4
    other = come_back(page, words.upper().replace(" ", ", "))
    assert "ce que j&#x27;ai dit" in other.get(page.path).content.decode()


def test_the_words_are_shown_once_and_new_ones_end_the_old(page: Page) -> None:
    page.write("salut")
    words = words_of(page)
    assert words not in page.read()
    assert words_of(page) != words
    assert not opened(page, words)


def test_words_open_again_what_a_day_or_leaving_had_hidden(page: Page) -> None:
    page.write("secret")
    words = words_of(page)
    page.client.get("/infos/leave")
    assert "secret" not in page.read()
    come_back(page, words, client=page.client)
    assert "secret" in page.read()


def test_wrong_words_open_nothing_and_are_said_to(page: Page) -> None:
    page.write("salut")
    words = words_of(page).split()
    for typed in ("", "abeille", "é" * 5000, " ".join(words[::-1] if words != words[::-1] else ["abeille"] * 4)):
        answer = Client(headers={"accept-language": "fr"}).post(f"{page.path}/back", {"words": typed})
        assert answer.status_code == 403
        assert "n&#x27;ouvrent rien" in answer.content.decode()


def test_words_end_after_ninety_days(page: Page) -> None:
    page.write("salut")
    words = words_of(page)
    with page.association.inside():
        row = WayBack.objects.get()
        assert timedelta(days=89) < row.expires_at - clock.now() < timedelta(days=91)
        WayBack.objects.update(expires_at=clock.now())
    assert not opened(page, words)


def test_words_of_one_page_open_nothing_on_another(page: Page, quai: Any) -> None:
    page.write("salut")
    words = words_of(page)
    assert not opened(open_page(quai, page.process), words)


def test_guessing_is_slowed_down_for_an_address_then_for_the_whole_page(page: Page) -> None:
    statuses = [
        Client(headers={"x-forwarded-for": "192.0.2.1"}).post(f"{page.path}/back", {"words": "a b c d"}).status_code
        for _ in range(21)
    ]
    assert statuses == [403] * 21
    last = Client(headers={"x-forwarded-for": "192.0.2.1", "accept-language": "fr"})
    assert "beaucoup d&#x27;essais" in last.post(f"{page.path}/back", {"words": "a b c d"}).content.decode()
    for number in range(40):
        client = Client(headers={"x-forwarded-for": f"192.0.2.{number + 9}", "accept-language": "fr"})
        html = client.post(f"{page.path}/back", {"words": "a b c d"}).content.decode()
    assert "beaucoup d&#x27;essais" in html


def test_erasing_ends_the_words(page: Page) -> None:
    page.write("salut")
    words = words_of(page)
    page.client.post(f"{page.path}/erase", {"sure": "yes"})
    assert not opened(page, words)


def test_nothing_in_the_database_opens_a_thread_without_the_words(page: Page) -> None:

    page.write("salut")
    words, secret = words_of(page), page.cookie("visitor")
    with page.association.inside():
        row = WayBack.objects.get()
    kept = bytes(row.lookup) + bytes(row.sealed_secret)
    assert secret.encode() not in kept
    assert not any(word.encode() in kept for word in words.split())


def test_words_made_in_a_sitting_that_hides_the_past_do_not_open_the_past(page: Page) -> None:
    page.write("secret")
    first = words_of(page)
    page.client.get("/infos/leave")
    page.write("quelqu'un d'autre a pris le téléphone")
    second = words_of(page)
    assert "secret" not in come_back(page, second).get(page.path).content.decode()
    assert "secret" in come_back(page, first).get(page.path).content.decode()
