"""A house of its own for each bench: a durable embedded server in a temporary folder, gone afterwards."""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import django

from maraude.lib import env
from maraude.lib.database import Cluster, shared_server
from maraude.lib.database_url import connection_parameters


@dataclass(frozen=True, slots=True, kw_only=True)
class BenchHouse:
    """Where a bench runs: its home, its server, its demo's keys."""

    home: Path
    cluster: Cluster
    demo: Mapping[str, Any]

    def environment(self, **more: str) -> dict[str, str]:
        """Return the environment of a child process."""
        return {**os.environ, "MARAUDE_HOME": str(self.home), **more}


@contextmanager
def bench_house() -> Iterator[BenchHouse]:
    """Make a house with an association and its generic door; remove everything at the end."""
    folder = Path(tempfile.mkdtemp(prefix="maraude-bench-"))
    folder.chmod(0o755)  # ours: the server's account must be able to enter it
    home = folder / "home"
    os.environ["MARAUDE_HOME"] = str(home)
    os.environ.pop("MARAUDE_DATABASE_URL", None)
    try:
        home.mkdir()
        with shared_server(home) as cluster:
            made = subprocess.run(
                [sys.executable, "-m", "maraude.cli.main", "demo", "--json"], check=True, capture_output=True, text=True
            )
            yield BenchHouse(home=home, cluster=cluster, demo=json.loads(made.stdout))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def work_as(role: str) -> None:
    """Set Django up in this process, if it is not, and go on as a database role of the bench's house."""
    os.environ.update(DJANGO_SETTINGS_MODULE="config.settings", MARAUDE_DATABASE_ROLE=role)
    django.setup()
    from django.db import connection  # noqa: PLC0415 - after django.setup()

    connection.close()
    connection.settings_dict.update(connection_parameters(home=env.home(), role=role))


def free_port() -> int:
    """Return a port of this machine nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def served(argv: list[str], *, port: int, environment: Mapping[str, str], processes: int = 1) -> Iterator[None]:
    """Run a server, in one or several processes sharing its port, until the end of the block."""
    running = [
        subprocess.Popen(argv, env=dict(environment), stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(processes)
    ]
    try:
        for _ in range(200):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        time.sleep(2.0 * (processes - 1))  # the others begin to listen too
        yield
    finally:
        for process in running:
            process.terminate()
        for process in running:
            with suppress(subprocess.TimeoutExpired):
                process.wait(10)
            process.kill()
