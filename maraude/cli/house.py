"""Opening the house for a command: the database up, the tables there, a role to work as."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext

import django

from maraude.lib import env, logs
from maraude.lib.database import shared_server
from maraude.lib.database_url import is_embedded
from maraude.lib.roles import JOBS, OWNER


@contextmanager
def open_house(*, role: str = JOBS) -> Iterator[None]:
    """Start the database when none is up (and stop it after), bring its tables up to date, and work as `role`."""
    home = env.home()
    home.mkdir(parents=True, exist_ok=True, mode=0o711)
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["MARAUDE_DATABASE_ROLE"] = OWNER
    logs.configure()
    with shared_server(home) if is_embedded() else nullcontext():
        django.setup()
        _migrate()
        become(role)
        try:
            yield
        finally:
            from django.db import connection  # noqa: PLC0415 - after django.setup()

            connection.close()


def _migrate() -> None:
    from django.core.management import call_command  # noqa: PLC0415 - after django.setup()
    from django.db import connection  # noqa: PLC0415
    from django.db.migrations.executor import MigrationExecutor  # noqa: PLC0415

    from maraude.apps.tenancy.checks import refuse_mighty_role  # noqa: PLC0415

    refuse_mighty_role()
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        call_command("migrate", verbosity=0, interactive=False)


def become(role: str) -> None:
    """Go on as another database role of ours."""
    from django.db import connection  # noqa: PLC0415 - after django.setup()

    from maraude.lib.database_url import connection_parameters  # noqa: PLC0415

    connection.close()
    connection.settings_dict.update(connection_parameters(home=env.home(), role=role))
