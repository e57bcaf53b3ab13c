"""kill -9 of whatever runs: the next start works and nothing acknowledged is lost."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import psycopg
import pytest

from maraude.lib.database import Cluster, DatabaseUnavailable
from maraude.lib.database import cluster as cluster_module
from maraude.lib.database.files import is_locked, lock
from maraude.lib.database.postmaster import find_postmaster

ROOT = Path(cluster_module.__file__).parents[3]


@pytest.fixture
def home() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder) / "home"
        Cluster(Path(folder) / "home").stop()


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A database made once: initdb takes most of the time of a first start."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        cluster = start(Path(folder) / "made")
        cluster.stop()
        yield cluster.layout.home


@pytest.fixture
def used(made: Path) -> Iterator[Path]:
    """The database made once, as the tests before have left it."""
    yield made
    Cluster(made).stop()


@pytest.fixture
def copied(made: Path, home: Path) -> Path:
    subprocess.run(["cp", "-a", str(made), str(home)], check=True)
    return home


def start(home: Path) -> Cluster:
    cluster = Cluster(home, durable=False)
    cluster.prepare()
    cluster.spawn()
    cluster.wait_ready()
    return cluster


def kill(cluster: Cluster) -> int:
    postmaster = find_postmaster(cluster.layout.data)
    assert postmaster is not None
    postmaster.send(signal.SIGKILL)
    while find_postmaster(cluster.layout.data) is not None:
        time.sleep(0.005)
    return postmaster.pid


def test_what_was_acknowledged_before_a_kill_is_found_after_it(used: Path) -> None:
    cluster = start(used)
    with psycopg.connect(cluster.dsn(role=cluster.owner_role), autocommit=True) as connection:
        connection.execute("CREATE TABLE heard AS SELECT generate_series(1, 1000) AS number")
        kill(cluster)
    again = start(used)
    with psycopg.connect(again.dsn(role=again.owner_role)) as connection:
        assert connection.execute("SELECT count(*) FROM heard").fetchone() == (1000,)


def test_a_zombie_is_not_taken_for_a_server(used: Path) -> None:
    cluster = start(used)
    pid = kill(cluster)  # our own child, not reaped: its number still answers to signals
    os.kill(pid, 0)
    assert find_postmaster(cluster.layout.data) is None
    assert cluster.spawn() is not None
    cluster.wait_ready()


def test_a_zombie_that_nobody_reaps_does_not_keep_a_new_server_from_starting(
    used: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster = start(used)
    monkeypatch.setattr(cluster_module, "_reap", lambda: None)
    pid = kill(cluster)
    start(used)
    os.kill(pid, 0)


def test_a_stranger_with_the_number_of_the_dead_server_does_not_matter(used: Path) -> None:
    cluster = start(used)
    kill(cluster)
    account = cluster.layout.account
    with subprocess.Popen(["sleep", "60"], user=account.uid if account else None) as stranger:
        file = cluster.layout.data / "postmaster.pid"
        file.write_text("\n".join([str(stranger.pid), *file.read_text().split("\n")[1:]]))
        start(used)
        assert stranger.poll() is None
        stranger.kill()


def test_an_empty_pid_file_left_by_a_power_cut_does_not_matter(used: Path) -> None:
    cluster = start(used)
    kill(cluster)
    (cluster.layout.data / "postmaster.pid").write_text("")
    start(used)


def test_a_query_still_running_in_a_dead_server_is_waited_for(used: Path) -> None:
    cluster = start(used)
    with closing(psycopg.connect(cluster.dsn(role=cluster.owner_role))) as connection:
        busy = connection.info.backend_pid
        threading.Timer(0.6, os.kill, (busy, signal.SIGKILL)).start()
        connection.pgconn.send_query(b"SELECT count(*) FROM generate_series(1, 1000000000)")
        time.sleep(0.1)
        kill(cluster)
        assert is_locked(cluster.layout.server_lock)
        start(used)


def test_leftovers_that_never_end_are_said_after_a_while(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cluster = Cluster(used, durable=False)
    cluster.prepare()
    monkeypatch.setattr(cluster_module, "_LEFTOVERS_S", 0.05)
    holder = lock(cluster.layout.server_lock)
    with pytest.raises(DatabaseUnavailable, match="has not ended yet: try again in a minute"):
        cluster.spawn()
    assert holder is not None
    os.close(holder)


def test_a_half_made_database_is_thrown_away(copied: Path) -> None:
    cluster = Cluster(copied, durable=False)
    cluster.prepare()
    cluster.layout.data.rename(cluster.layout.folder / "data.draft")
    (cluster.layout.folder / "data.draft" / "global" / "pg_control").unlink()
    start(copied)
    assert not (cluster.layout.folder / "data.draft").exists()


def test_a_command_killed_while_it_makes_the_database_does_not_spoil_it(home: Path) -> None:
    source = "import sys, pathlib, maraude.lib.database as d; d.Cluster(pathlib.Path(sys.argv[1])).prepare()"
    with subprocess.Popen([sys.executable, "-c", source, str(home)], cwd=ROOT) as command:
        while not (home / "database" / "data.draft" / "base").exists():
            time.sleep(0.002)
        command.kill()
    assert not (home / "database" / "data").exists()
    assert start(home).is_ready()


@pytest.mark.parametrize("times", [5])
def test_it_comes_back_every_time(used: Path, times: int) -> None:
    for _ in range(times):
        kill(start(used))
    assert start(used).is_ready()
