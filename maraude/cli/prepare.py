"""What `up` does before it serves: tables, static files, and the demo's associations."""

from __future__ import annotations

import hashlib
from pathlib import Path

import click

from maraude.cli.house import become, open_house
from maraude.lib import clock, env
from maraude.lib.roles import JOBS, OWNER


@click.command(hidden=True)
@click.option("--demo", is_flag=True)
def prepare(*, demo: bool) -> None:
    """Bring the tables and the static files up to date; make the demo when asked."""
    with open_house():
        _collect_static()
        if demo and not _is_inhabited():
            make_demo()


def make_demo() -> None:
    """Fill the directory as the owner of its tables, then make the demo's associations as the jobs do."""
    from maraude.simulation.directory import seed_directory  # noqa: PLC0415 - slow to import, needed once
    from maraude.simulation.seed import seed_demo  # noqa: PLC0415

    home = env.home()
    become(OWNER)
    seed_directory(gazetteer_path=home / "geo" / "gazetteer", at=clock.now())
    become(JOBS)
    seed_demo(home=home)


def _is_inhabited() -> bool:
    """Say whether any association lives here: invented people never move in beside real ones."""
    from maraude.apps.orgs.queries.organisations import organisations  # noqa: PLC0415 - after django.setup()

    return bool(organisations())


def _collect_static() -> None:
    """Collect only when a source changed: it takes seconds, and a warm start has few."""
    from django.conf import settings  # noqa: PLC0415 - after django.setup()
    from django.contrib.staticfiles.finders import get_finders  # noqa: PLC0415
    from django.core.management import call_command  # noqa: PLC0415

    digest = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            digest.update(f"{path}{storage.get_modified_time(path).timestamp()}".encode())
    stamp = Path(settings.STATIC_ROOT) / ".stamp"
    if not stamp.exists() or stamp.read_text(encoding="utf-8") != digest.hexdigest():
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)
        stamp.write_text(digest.hexdigest(), encoding="utf-8")
