from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine

from tests.api.support.client import Api
from tests.api.support.world import EVENING, Association, make_association


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    """Stop the clock two hours into the evening."""
    with time_machine.travel(EVENING + timedelta(hours=2), tick=False):
        yield


@pytest.fixture
def lanterne(db: None) -> Association:
    """The association that calls."""
    return make_association("lanterne")


@pytest.fixture
def quai(db: None) -> Association:
    """Another association, whose data must never be seen."""
    return make_association("quai")


@pytest.fixture
def nour(lanterne: Association) -> Api:
    """A worker's own program."""
    return Api(token=lanterne.token)


@pytest.fixture
def kiosk(lanterne: Association) -> Api:
    """An integration, bound to nobody."""
    return Api(token=lanterne.integration)
