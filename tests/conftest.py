"""The ground of every test: one throw-away server, our roles, two associations, no socket, no chance."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import django
import psycopg
import pytest
from hypothesis import HealthCheck, settings
from pytest_django import DjangoDbBlocker

# Before Django reads its settings: nothing of the caller's environment reaches a test.
HOME = Path(tempfile.mkdtemp(prefix="maraude-tests-")) / "home"
for _name in [name for name in os.environ if name.startswith(("MARAUDE_", "DJANGO_"))]:
    del os.environ[_name]
os.environ.update(
    MARAUDE_HOME=str(HOME),
    MARAUDE_TEST="1",
    MARAUDE_DATABASE_ROLE="maraude_owner",  # creates and migrates; the tests then work as other roles
    DJANGO_SETTINGS_MODULE="config.settings",
)

_WITH_SOCKETS = {"faults", "journeys", "lib"}

settings.register_profile(
    "house",
    derandomize=True,
    database=None,
    deadline=None,
    max_examples=60,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
settings.load_profile("house")


@pytest.hookimpl(tryfirst=True)
def pytest_configure(config: pytest.Config) -> None:
    HOME.parent.chmod(0o755)  # the account that runs the server must be able to enter it
    django.setup()
    config.option.disable_socket = True
    config.option.allow_unix_socket = True


def pytest_unconfigure() -> None:
    shutil.rmtree(HOME.parent, ignore_errors=True)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        place = item.path.relative_to(Path(__file__).parent).parts[0]
        if place in _WITH_SOCKETS:  # real processes and browsers talk over the loopback
            item.add_marker(pytest.mark.allow_hosts(["127.0.0.1"]))


@pytest.fixture(scope="session")
def django_db_setup(django_test_environment: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:
    """Migrated as the owner; from then on, tests work as the role of the pages, or as another one by `as_role`."""
    del django_test_environment
    from django.db import connection  # noqa: PLC0415 - once the environment is set

    from maraude.lib.database import shared_server  # noqa: PLC0415
    from tests.support.roles import settle_roles  # noqa: PLC0415

    with shared_server(HOME, durable=False):
        with django_db_blocker.unblock():
            connection.creation.create_test_db(verbosity=0, autoclobber=True)
            settle_roles()
        yield
        with django_db_blocker.unblock():
            connection.close()


@pytest.fixture(scope="session")
def observer(django_db_setup: None) -> Iterator[psycopg.Connection]:
    """A superuser's connection that sees every committed row, for what no role of ours may see."""
    del django_db_setup
    from tests.support.roles import superuser_connection  # noqa: PLC0415 - once Django is there

    with superuser_connection() as connection:
        yield connection


pytest_plugins = ["tests.support.fixtures"]
