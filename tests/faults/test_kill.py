"""kill -9 of any process, the database included: nothing acknowledged is lost, nothing is stored twice (R-01, R-15)."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator

import httpx
import pytest

from maraude.lib.database import Cluster
from tests.house import RunningHouse, eventually, message, running_house

pytestmark = [pytest.mark.faults, pytest.mark.enable_socket]

_VICTIMS = ("gateway", "processor", "sender", "pages", "database")


@pytest.fixture(scope="module")
def house() -> Iterator[RunningHouse]:
    with running_house() as running:
        yield running


@pytest.mark.parametrize("victim", _VICTIMS)
def test_killing_a_process_loses_no_acknowledged_message(house: RunningHouse, victim: str) -> None:
    acknowledged = []
    for number in range(60):
        if number == 20:
            _kill(house, victim)
        event_id = f"{victim}-{number}"
        text = f"je veux mourir {event_id}" if number in {19, 21} else f"bonjour {event_id}"
        _post_until_acknowledged(house, message(event_id, text, conversation=f"kill-{victim}"))
        acknowledged.append(text)
    texts = eventually(lambda: _all_there(house, f"bonjour {victim}-59", acknowledged), within_s=45)
    assert sorted(t for t in texts if victim in t) == sorted(acknowledged)
    assert [t for t in texts if victim in t] == acknowledged, "the order changed"


def _kill(house: RunningHouse, victim: str) -> None:
    if victim == "database":
        pid = int((Cluster(house.home).layout.data / "postmaster.pid").read_text().splitlines()[0])
    else:
        pid = house.pids()[victim]
    os.kill(pid, signal.SIGKILL)


def _post_until_acknowledged(house: RunningHouse, event: dict[str, object]) -> None:
    def post() -> bool:
        try:
            answer = house.post(event)
        except httpx.TransportError:
            return False
        assert answer.status_code in {200, 503}, answer.text
        return answer.status_code == 200

    eventually(post, within_s=40)


def _all_there(house: RunningHouse, last: str, acknowledged: list[str]) -> list[str]:
    try:
        answer = house.api("/conversations?folder=all")
        rows = [r for r in answer.json()["results"] if r["last_message"]["text"] == last] if answer.is_success else []
        if not rows:
            return []
        thread = house.api(f"/conversations/{rows[0]['id']}").json()["messages"]
    except (httpx.TransportError, ValueError):
        return []
    texts = [m["text"] for m in thread if m["direction"] == "in"]
    return texts if len(texts) >= len(acknowledged) else []
