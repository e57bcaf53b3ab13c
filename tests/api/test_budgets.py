"""How many queries an answer costs: the same for one row and for a full page (savepoints of the test included)."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import pytest

from maraude.core.need import Need
from tests.api.support.client import Api
from tests.api.support.partner import answer, fetch, let_leave
from tests.api.support.world import Association, alarm, hear, needs

type Budget = Callable[[int], AbstractContextManager[Any]]


@pytest.fixture
def at_most(django_assert_max_num_queries: Any) -> Budget:
    budget: Budget = django_assert_max_num_queries
    return budget


@pytest.mark.parametrize("size", [1, 25])
def test_a_list_of_conversations(lanterne: Association, nour: Api, at_most: Budget, size: int) -> None:
    for place in range(size):
        hear(lanterne, "salut", thread=f"p{place}", found=needs(Need.MONEY))
    with at_most(11):
        assert len(nour.get("/conversations").json["results"]) == size


@pytest.mark.parametrize("size", [1, 50])
def test_a_conversation(lanterne: Association, nour: Api, at_most: Budget, size: int) -> None:
    for place in range(size):
        conversation = hear(lanterne, "salut", event=f"e{place}", found=needs(Need.MONEY))
    with at_most(17):
        assert len(nour.get(f"/conversations/{conversation}").json["messages"]) == size


@pytest.mark.parametrize("size", [1, 25])
def test_a_list_of_alerts(lanterne: Association, nour: Api, at_most: Budget, size: int) -> None:
    for place in range(size):
        alarm(lanterne, UUID(int=place + 1))
    with at_most(7):
        assert len(nour.get("/alerts").json["results"]) == size


@pytest.mark.parametrize("size", [1, 20])
def test_an_outbox(lanterne: Association, nour: Api, at_most: Budget, size: int) -> None:
    answer(nour, hear(lanterne, "salut"), *(f"réponse {place}" for place in range(size)))
    let_leave(lanterne)
    with at_most(10):
        assert len(fetch(lanterne).json["results"]) == size


def test_an_answer(lanterne: Association, nour: Api, at_most: Budget) -> None:
    conversation = hear(lanterne, "salut")
    with at_most(18):
        answer(nour, conversation, "Bonsoir !")


@pytest.mark.parametrize(("gesture", "cost"), [("take", 19), ("close", 16)])
def test_a_gesture_on_an_alert(lanterne: Association, nour: Api, at_most: Budget, gesture: str, cost: int) -> None:
    alert = alarm(lanterne, hear(lanterne, "salut"))
    with at_most(cost):
        nour.post(f"/alerts/{alert}/{gesture}", {"reason": "other"})
