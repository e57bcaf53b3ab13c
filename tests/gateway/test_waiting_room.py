"""A flood: messages wait and are grouped, none is dropped, and danger never waits (S-18)."""

from __future__ import annotations

import asyncio
import hashlib
import time
from itertools import count

from maraude.channels.webchat.work import BITS
from tests.gateway.chat_house import ChatHouse, chat_house, run
from tests.support.events import URGENT


def key(number: int) -> str:
    return f"{number:012d}"


async def _flood(house: ChatHouse, messages: int) -> str:
    """Write as fast as one can from one browser; return its cookies."""
    cookies = (await house.form(text="m0", key=key(0))).cookies
    await asyncio.gather(
        *(house.form(text=f"m{n}", key=key(n), cookies=cookies) for n in range(1, messages)),
    )
    return cookies


def test_who_writes_too_fast_is_grouped_and_loses_nothing() -> None:
    house = chat_house(visitor=(3, 0.05))
    run(_flood(house, 40))
    assert "\n".join(house.texts).split("\n") == [f"m{n}" for n in range(40)]
    assert len(house.committer.events) < 15


async def _danger_in_a_flood() -> float:
    house = chat_house(visitor=(2, 5.0))
    flood = asyncio.create_task(_flood(house, 20))
    await asyncio.sleep(0.05)
    begins = time.perf_counter()
    await house.form(text=URGENT, key=key(0))  # the same first form: the same visitor
    took = time.perf_counter() - begins
    assert URGENT in house.texts
    await house.chat.stop()
    await flood
    return took


def test_danger_never_waits() -> None:
    assert run(_danger_in_a_flood()) < 1


async def _crowd() -> tuple[list[int], ChatHouse]:
    house = chat_house(account=(5, 5.0))
    first = await asyncio.gather(*(house.script(text=f"m{n}", key=key(n)) for n in range(8)))
    asked = next(answer for answer in first if answer.status == 202)
    seed, bits, cookies = asked.json["seed"], asked.json["bits"], asked.cookies
    number = first.index(asked)
    proof = next(n for n in count() if _zeros(f"{seed}:{n}"))
    assert bits == BITS
    done = await house.script(text=f"m{number}", key=key(number), cookies=cookies, seed=seed, proof=str(proof))
    statuses = [answer.status for answer in first] + [done.status]
    assert f"m{number}" in house.texts
    await house.chat.stop()
    return statuses, house


def _zeros(text: str) -> bool:
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) >> (32 - BITS) == 0


def test_a_crowd_is_asked_for_a_little_work_and_nobody_is_lost() -> None:
    statuses, house = run(_crowd())
    assert statuses == [200] * 5 + [202] * 3 + [200]
    assert sorted(house.texts) == [f"m{n}" for n in range(8)]


async def _never_comes_back() -> list[str]:
    house = chat_house(account=(1, 2.5))
    await house.script(text="a", key=key(1))
    answer = await house.script(text="b", key=key(2))
    assert answer.status == 202
    assert house.texts == ["a"]
    await asyncio.sleep(2.8)
    again = await house.script(text="b", key=key(2), cookies=answer.cookies)
    assert again.status == 200
    return house.texts


def test_a_page_that_cannot_work_has_its_message_stored_in_its_turn_once() -> None:
    assert run(_never_comes_back()) == ["a", "b"]


async def _leaving() -> list[str]:
    house = chat_house(account=(1, 20.0))
    await house.script(text="a", key=key(1))
    waiting = asyncio.create_task(house.form(text="b", key=key(2)))
    await asyncio.sleep(0.05)
    assert house.texts == ["a"]
    await house.chat.stop()
    assert (await waiting).status == 303
    return house.texts


def test_what_waits_is_stored_when_the_gateway_stops() -> None:
    assert run(_leaving()) == ["a", "b"]


async def _away() -> tuple[int, int]:
    house = chat_house(account=(1, 0.2))
    await house.form(text="a", key=key(1))
    house.committer.is_away = True
    waited = await house.form(text="b", key=key(2))
    house.committer.is_away = False
    again = await house.form(text="b", key=key(2))
    return waited.status, again.status


def test_what_could_not_be_stored_after_its_wait_is_given_back() -> None:
    assert run(_away()) == (503, 303)


async def _stop() -> int:
    house = chat_house(visitor=(1, 30.0))
    cookies = (await house.form(text="a", key=key(1))).cookies
    return (await asyncio.wait_for(house.form(signal="stop", key=key(2), cookies=cookies), 2)).status


def test_stop_never_waits() -> None:
    assert run(_stop()) == 303
