from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
import time_machine
from django.db import connection

from maraude.lib.roles import APP
from tests.api.support.client import Api
from tests.api.support.world import EVENING, Association, make_association


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    """Stop the clock two hours into the evening."""
    with time_machine.travel(EVENING + timedelta(hours=2), tick=False):
        yield


@pytest.fixture(autouse=True)
def _as_the_pages_role(db: None) -> None:
    """Work as the role that serves the API, whichever one the session began as: walls are not the same for others."""
    del db  # its transaction is what ends this role
    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")


@pytest.fixture
def lanterne() -> Association:
    """The association that calls."""
    return make_association("lanterne")


@pytest.fixture
def quai() -> Association:
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
