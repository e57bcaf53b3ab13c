"""The generic door from outside: what it takes, what it refuses, with which status (contracts.md, HTTP)."""

from __future__ import annotations

import json
import time
from typing import Any

import httpx
import pytest

from tests.house import RunningHouse, eventually, message

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

HOSTILE = {
    "html": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "bidi": "\u202e\u2066 évasion \u2069\u202c",
    "zero-width": "b\u200bo\u200cn\u200dj\ufeffour",
    "emoji": "🙂" * 10_000,
    "long": "é" * 450_000,
    "empty": "",
}


def refused(house: RunningHouse, body: bytes, **signing: Any) -> tuple[int, str]:
    answer = house.post_bytes(body, **signing)
    return answer.status_code, answer.json()["error"]


def test_an_unknown_account_or_channel_is_not_found(house: RunningHouse) -> None:
    for path in ("/in/generic/aaaaaaaaaaaaaaaaaaaaaaaa", "/in/nothing/aaaaaaaaaaaaaaaaaaaaaaaa", "/in/generic/"):
        assert house.post_bytes(b"[]", path=path).status_code == 404


@pytest.mark.parametrize("signing", [{"secret": "wrong"}, {"age_s": 301}, {"age_s": -301}, {"stamp": "soon"}])
def test_a_wrong_or_old_signature_is_refused(house: RunningHouse, signing: dict[str, Any]) -> None:
    assert refused(house, b"[]", **signing)[0] == 401


def test_the_secret_of_another_association_opens_nothing(house: RunningHouse) -> None:
    assert refused(house, b"[]", secret=house.demo["other"]["generic"]["secret"])[0] == 401


def test_a_request_without_signature_is_refused(house: RunningHouse) -> None:
    assert httpx.post(house.url + house.demo["generic"]["path"], content=b"[]", trust_env=False).status_code == 401


@pytest.mark.parametrize(
    ("body", "place"),
    [
        (b'{"event_id":', "line 1"),
        (b"", "line 1"),
        (b'{"event_id": 5}', "$.event_id"),
        (b'[{"event_id": "x"}]', "$[0]"),
        (b"[" * 20_000, "$[0]"),
        (json.dumps([message(f"m{n}", "x") for n in range(501)]).encode(), "501"),
        (json.dumps({**message("when", "x"), "occurred_at": "demain"}).encode(), "$.occurred_at"),
    ],
    ids=["cut", "empty", "type", "missing", "deep", "many", "date"],
)
def test_a_malformed_body_is_refused_with_the_place(house: RunningHouse, body: bytes, place: str) -> None:
    status, sentence = refused(house, body)
    assert status == 400
    assert place in sentence


def test_one_bad_event_stores_none_of_its_array(house: RunningHouse) -> None:
    good = message("whole-1", "la bonne moitié", conversation="whole")
    assert refused(house, json.dumps([good, {"event_id": "whole-2"}]).encode())[0] == 400
    assert house.post([good]).json() == {"accepted": 1, "duplicates": 0}


@pytest.mark.parametrize("size", [1_048_577, 3_900_000])
def test_a_body_over_one_megabyte_is_too_large(house: RunningHouse, size: int) -> None:
    assert refused(house, b"x" * size)[0] == 413


def test_the_same_event_counts_once(house: RunningHouse) -> None:
    said = message("once-1", "une seule fois", conversation="once")
    assert [house.post(said).json()["accepted"] for _ in range(3)] == [1, 0, 0]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_stored_and_given_back_as_text(house: RunningHouse, name: str) -> None:
    thread = f"hostile-{name}"
    body = json.dumps(message(thread, HOSTILE[name], conversation=thread), ensure_ascii=False).encode()
    assert house.post_bytes(body).json() == {"accepted": 1, "duplicates": 0}
    assert eventually(lambda: said_in(house, HOSTILE[name])) == 1


def test_nul_and_lone_surrogates_become_replacement_characters(house: RunningHouse) -> None:
    body = json.dumps(message("odd-1", "a-b", conversation="odd")).encode()
    odd = body.replace(b"a-b", b"a\\u0000b\\ud800c \\udfff fin-odd")
    assert house.post_bytes(odd).json()["accepted"] == 1
    assert eventually(lambda: said_in(house, "a\ufffdb\ufffdc \ufffd fin-odd")) == 1


def test_a_dangerous_message_has_its_alert_before_the_answer(house: RunningHouse) -> None:
    before = {row["id"] for row in house.api("/alerts?state=open").json()["results"]}
    assert house.post(message("alert-1", "je vais me pendre ce soir", conversation="alert")).status_code == 200
    new = [row for row in house.api("/alerts?state=open").json()["results"] if row["id"] not in before]
    assert [row["level"] for row in new] == ["immediate"]
    assert "suicide" in new[0]["kinds"]


def test_an_answer_through_the_api_reaches_the_polling_partner(house: RunningHouse) -> None:
    house.post(message("reply-1", "vous êtes là le dimanche ?", conversation="reply"))
    thread = eventually(lambda: thread_of(house, "vous êtes là le dimanche ?"))
    token = {"Authorization": f"Bearer {house.demo['api_token']}"}
    wanted = {"text": "Oui, de 18 h à 23 h.", "idempotency_key": f"k{time.time_ns()}"}
    where = f"{house.url}/api/v1/conversations/{thread}/messages"
    assert httpx.post(where, json=wanted, headers=token, trust_env=False).status_code == 201
    answers = eventually(lambda: [row for row in house.outbox()["results"] if row["conversation"] == "reply"])
    assert [row["text"] for row in answers] == ["Oui, de 18 h à 23 h."]


def said_in(house: RunningHouse, text: str) -> int:
    """Return how many threads end with exactly these words."""
    rows = house.api("/conversations?folder=all").json()["results"]
    return sum(row["last_message"]["text"] == text for row in rows)


def thread_of(house: RunningHouse, text: str) -> str | None:
    rows = house.api("/conversations?folder=all").json()["results"]
    return next((row["id"] for row in rows if row["last_message"]["text"] == text), None)
