"""Who calls the API in these tests. Pytest may read this before Django is there: what needs it is imported later."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
import time_machine

from maraude.lib.roles import APP

if TYPE_CHECKING:
    from tests.api.support.client import Api
    from tests.api.support.world import Association

TWO_HOURS_LATER = datetime(2026, 11, 23, 21, 0, tzinfo=UTC)  # than the first words of the evening (support/world.py)


@pytest.fixture(scope="session", autouse=True)
def _static_folder(django_db_setup: None) -> None:
    """Make the folder of static files, whose absence is a warning, hence an error."""
    del django_db_setup  # it made the home this folder is in
    from django.conf import settings  # noqa: PLC0415 - once Django is there

    settings.STATIC_ROOT.mkdir(exist_ok=True)


@pytest.fixture(autouse=True)
def _evening() -> Iterator[None]:
    """Stop the clock."""
    with time_machine.travel(TWO_HOURS_LATER, tick=False):
        yield


@pytest.fixture(autouse=True)
def _as_the_pages_role(request: pytest.FixtureRequest) -> None:
    """Work as the role that serves the API, whichever one the session began as: walls are not the same for others."""
    if "committed" in request.fixturenames:
        return
    request.getfixturevalue("db")  # its transaction is what ends this role
    from django.db import connection  # noqa: PLC0415 - once Django is there

    with connection.cursor() as cursor:
        cursor.execute(f"SET LOCAL ROLE {APP}")


@pytest.fixture
def lanterne() -> Association:
    """The association that calls."""
    from tests.api.support.world import make_association  # noqa: PLC0415 - once Django is there

    return make_association("lanterne")


@pytest.fixture
def quai() -> Association:
    """Another association, whose data must never be seen."""
    from tests.api.support.world import make_association  # noqa: PLC0415 - once Django is there

    return make_association("quai")


@pytest.fixture
def nour(lanterne: Association) -> Api:
    """A worker's own program."""
    from tests.api.support.client import Api  # noqa: PLC0415 - once Django is there

    return Api(token=lanterne.token)


@pytest.fixture
def kiosk(lanterne: Association) -> Api:
    """An integration, bound to nobody."""
    from tests.api.support.client import Api  # noqa: PLC0415 - once Django is there

    return Api(token=lanterne.integration)
