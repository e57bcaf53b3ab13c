"""One who floods and twenty who need help: nobody is lost, nobody's danger waits (S-18, R-14)."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import httpx
import pytest

from tests.house import RunningHouse, eventually

pytestmark = [pytest.mark.journey, pytest.mark.enable_socket]

MESSAGES, OTHERS = 100, 20
LATEST_S = 10.0


def press(house: RunningHouse, text: str, key: str, cookies: dict[str, str] | None = None) -> httpx.Response:
    return httpx.post(
        house.url + house.demo["chat_path"],
        data={"text": text, "key": key},
        headers={"Origin": house.url},
        cookies=cookies,
        timeout=60,
        trust_env=False,
    )


def alerts(house: RunningHouse) -> int:
    return len(house.api("/alerts").json()["results"])


def test_a_flood_delays_its_author_only_and_loses_nothing(house: RunningHouse) -> None:
    first = press(house, "inondation 0", "flood-000000")
    cookies, before = dict(first.cookies), alerts(house)
    with ThreadPoolExecutor(MESSAGES + OTHERS + 1) as crowd:
        flood = [crowd.submit(press, house, f"inondation {n}", f"flood-{n:06d}", cookies) for n in range(1, MESSAGES)]
        time.sleep(0.2)
        begins = time.monotonic()
        needs = [crowd.submit(press, house, "je veux mourir", f"other-{n:06d}") for n in range(OTHERS)]
        cry = crowd.submit(press, house, "j'ai avalé des cachets", "flood-danger", cookies)
        eventually(lambda: alerts(house) >= before + OTHERS + 1, within_s=LATEST_S)
        assert time.monotonic() - begins < LATEST_S
        assert {one.result().status_code for one in [*needs, cry, *flood]} == {303}
    page = httpx.get(house.url + house.demo["chat_path"], cookies=cookies, timeout=30, trust_env=False).text
    assert [n for n in range(MESSAGES) if f"inondation {n}" not in page] == []
