"""Fixtures that any test may ask for by name."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from typing import Any

import psycopg
import pytest
from pytest_django import DjangoDbBlocker

from maraude.lib import ids
from tests.support.roles import as_role as working_as

type Process = Callable[[], int]


@pytest.fixture(autouse=True)
def _ids_follow_the_clock() -> Iterator[None]:
    """Ids never go back in a process: a test that travels to next month must not take the others there."""
    yield
    ids._last = 0


@pytest.fixture
def as_role() -> Callable[[str], AbstractContextManager[None]]:
    """Work as another database role: `with as_role("jobs"):`."""
    return working_as


@pytest.fixture
def committed(
    django_db_setup: None, django_db_blocker: DjangoDbBlocker, observer: psycopg.Connection[Any]
) -> Iterator[None]:
    """Real commits, seen by other connections; every row is gone afterwards."""
    del django_db_setup
    from tests.support.cleaning import empty_tables  # noqa: PLC0415 - once Django is there

    with django_db_blocker.unblock():
        yield
        empty_tables(observer)


@pytest.fixture
def lanterne(request: pytest.FixtureRequest) -> Any:
    """La Lanterne: Nour (worker) and Camille (coordinator) on duty, Sacha (administrator), a generic account."""
    return _found(request, "la-lanterne", "La Lanterne", "LANTERNE")


@pytest.fixture
def quai(request: pytest.FixtureRequest) -> Any:
    """Le Quai ouvert, whose data La Lanterne must never see: Mado and Gwen."""
    return _found(request, "quai-ouvert", "Le Quai ouvert", "QUAI")


def _found(request: pytest.FixtureRequest, slug: str, name: str, staff: str) -> Any:
    request.getfixturevalue("committed" if "committed" in request.fixturenames else "db")
    from tests.support import world  # noqa: PLC0415 - once Django is there

    return world.found_association(slug=slug, name=name, staff=getattr(world, staff))


@pytest.fixture(scope="session")
def pipeline() -> Any:
    """The understanding, as the processor loads it."""
    from maraude.understanding.pipeline import load  # noqa: PLC0415 - a model takes a moment

    return load()


@pytest.fixture
def process(pipeline: Any) -> Process:
    """Run the processor until nothing waits; return how many envelopes were finished."""
    from maraude.jobs.processor import process_waiting  # noqa: PLC0415 - once Django is there

    def run() -> int:
        done = 0
        with working_as("jobs"):
            while finished := process_waiting(pipeline=pipeline):
                done += finished
        return done

    return run
