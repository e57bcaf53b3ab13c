"""The chat's own door: nothing is acknowledged before its commit, and no text is lost on the way."""

from __future__ import annotations

import pytest

from maraude.core.channel import EventKind
from maraude.gateway.asgi import LARGEST_BODY
from tests.gateway.chat_house import chat_house, run

HOSTILE = "<script>alert(1)</script></textarea>&\u202egnp\u200b'\""


def test_a_form_is_stored_and_led_back_to_its_page() -> None:
    house = chat_house()
    answer = run(house.form(text="salut", door="affiche-gare", lang="en"))
    assert (answer.status, answer.location) == (303, "/chat/chat-key?lang=en#end")
    assert house.texts == ["salut"]
    assert house.committer.events[0].content.referral is not None


def test_a_script_is_told_that_it_is_kept() -> None:
    house = chat_house()
    answer = run(house.script(text="salut"))
    assert (answer.status, answer.json) == (200, {"kept": True})


def test_a_visitor_is_given_two_cookies_that_end_with_the_browser() -> None:
    answer = run(chat_house().form(text="salut"))
    cookies = [value for name, value in answer.headers if name == "set-cookie"]
    assert [cookie.split("-")[0] for cookie in cookies] == ["visit", "sitting"]
    assert all("HttpOnly; SameSite=Lax" in cookie and "Max-Age" not in cookie for cookie in cookies)


async def _twice(first: dict[str, str], second: dict[str, str], *, keep_cookies: bool) -> list[tuple[str, str]]:
    house = chat_house()
    answer = await house.form(**first)
    await house.form(cookies=answer.cookies if keep_cookies else "", **second)
    return [(event.sender.value, event.content.text) for event in house.committer.events]


def test_a_second_message_is_of_the_same_visitor() -> None:
    found = run(_twice({"text": "a"}, {"text": "b", "key": "l" * 12}, keep_cookies=True))
    assert len({visitor for visitor, _ in found}) == 1
    assert [text for _, text in found] == ["a", "b"]


@pytest.mark.parametrize("keep_cookies", [True, False])
def test_one_press_sent_twice_is_one_message_of_one_visitor(keep_cookies: bool) -> None:
    assert len(run(_twice({"text": "a"}, {"text": "a"}, keep_cookies=keep_cookies))) == 1


def test_two_browsers_are_two_visitors() -> None:
    found = run(_twice({"text": "a"}, {"text": "a", "key": "l" * 12}, keep_cookies=False))
    assert len({visitor for visitor, _ in found}) == 2


@pytest.mark.parametrize("origin", ["cross-site", "same-site", ""])
def test_another_site_writes_in_nobodys_name(origin: str) -> None:
    house = chat_house()
    assert run(house.form(text="x", origin=origin)).status == 403
    assert run(house.script(text="x", origin=origin)).status == 403
    assert house.texts == []


@pytest.mark.parametrize("key", ["unknown-key", "partner-key", "x"])
def test_a_key_that_is_not_a_chat_page_leads_nowhere(key: str) -> None:
    assert run(chat_house().form(text="x", to=key)).status in {303, 404}


def test_what_could_not_be_stored_is_given_back_as_it_was_typed() -> None:
    house = chat_house()
    house.committer.is_away = True
    answer = run(house.form(text=HOSTILE, door="affiche-gare"))
    page = answer.body.decode()
    assert answer.status == 503
    assert "<script>" not in page
    assert "&lt;/textarea&gt;" in page
    assert 'value="kkkkkkkkkkkk"' in page
    assert 'value="affiche-gare"' in page
    assert run(house.script(text="x")).json == {"kept": False, "error": "not_stored"}


def test_an_empty_message_is_not_stored() -> None:
    house = chat_house()
    assert run(house.form(text=" \n ")).status == 303
    assert run(house.script(text="")).status == 400
    assert house.texts == []


def test_more_than_a_megabyte_is_said_to_be_too_long() -> None:
    house = chat_house()
    assert run(house.raw(b"text=" + b"a" * LARGEST_BODY)).status == 413
    assert run(house.raw(b"{}", "application/json")).status == 400
    assert run(house.raw(b"x", "multipart/form-data")).status == 400


def test_nine_hundred_kilobytes_are_stored_whole() -> None:
    house = chat_house()
    assert run(house.form(text="a" * 900_000)).status == 303
    assert len(house.texts[0]) == 900_000


def test_stop_is_stored_as_a_signal() -> None:
    house = chat_house()
    assert run(house.form(signal="stop")).status == 303
    assert house.committer.events[0].kind == EventKind.CONSENT_SIGNAL


def test_looking_for_an_answer_hands_the_draft_to_the_pages_and_stores_nothing() -> None:
    house = chat_house()
    answer = run(house.form(text="je commence", look="1"))
    assert b"text=je+commence" in answer.body
    assert house.texts == []
    assert run(house.form(text="x", look="1", origin="cross-site")).status == 403
