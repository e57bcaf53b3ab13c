"""Several commands, one server: the last one out stops it, whatever befell the others."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from maraude.lib.database import Cluster, DatabaseUnavailable, cluster, shared_server
from maraude.lib.database.files import is_locked

ROOT = Path(cluster.__file__).parents[3]
COMMAND = """
import sys, psycopg
from pathlib import Path
from maraude.lib.database import shared_server
with shared_server(Path(sys.argv[1]), durable=False) as server:
    with psycopg.connect(server.dsn(role=server.owner_role), autocommit=True) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)
    print("in", flush=True)
    sys.stdin.read()
"""


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
        with shared_server(Path(folder) / "made", durable=False):
            pass
        yield Path(folder) / "made"


@pytest.fixture
def used(made: Path) -> Iterator[Path]:
    """The database made once, as the tests before have left it."""
    yield made
    Cluster(made).stop()


@pytest.fixture
def copied(made: Path, home: Path) -> Path:
    subprocess.run(["cp", "-a", str(made), str(home)], check=True)
    return home


def command(home: Path) -> subprocess.Popen[str]:
    argv = [sys.executable, "-c", COMMAND, str(home)]
    return subprocess.Popen(argv, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def said(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    return process.stdout.readline()


def test_a_lone_command_stops_what_it_started(home: Path) -> None:
    with shared_server(home, durable=False) as server:
        assert server.is_ready()
    assert not is_locked(server.layout.server_lock)


def test_the_first_one_out_leaves_the_server_to_the_others(used: Path) -> None:
    with shared_server(used, durable=False) as server:
        with shared_server(used):
            pass
        assert server.is_ready()
    assert not server.is_ready()


def test_the_one_that_started_it_may_leave_first(used: Path) -> None:
    with command(used) as first:
        said(first)
        with shared_server(used) as server:
            first.communicate()
            assert server.is_ready()
        assert not server.is_ready()


def test_an_error_in_a_command_still_stops_the_server(used: Path) -> None:
    with pytest.raises(ZeroDivisionError), shared_server(used, durable=False):
        raise ZeroDivisionError
    assert not Cluster(used).is_ready()


def test_a_killed_command_leaves_a_server_that_the_next_one_shares_and_stops(used: Path) -> None:
    with command(used) as killed:
        said(killed)
        killed.kill()
    assert Cluster(used).is_ready()
    with shared_server(used) as server:
        assert server.is_ready()
    assert not server.is_ready()


def test_commands_that_start_at_once_share_one_first_start(home: Path) -> None:
    commands = [command(home) for _ in range(4)]
    assert [said(each) for each in commands] == ["in\n"] * 4
    for each in commands:
        each.communicate()
    assert [each.returncode for each in commands] == [0] * 4
    assert not Cluster(home).is_ready()


def test_one_that_arrives_while_the_last_leaves_finds_a_server(used: Path) -> None:
    with shared_server(used, durable=False):
        threads = [threading.Thread(target=come_and_go, args=(used,)) for _ in range(3)]
        for thread in threads:
            thread.start()
    for thread in threads:
        thread.join()
    assert not is_locked(used / "database" / "server.lock")


def come_and_go(home: Path) -> None:
    for _ in range(3):
        with shared_server(home) as server, psycopg.connect(server.dsn(role=server.owner_role)) as connection:
            connection.execute("SELECT 1")


def test_a_start_that_fails_leaves_nothing_behind(copied: Path) -> None:
    with shared_server(copied, durable=False) as server:
        settings = server.layout.data / "postgresql.conf"
    settings.write_text(settings.read_text() + "no_such_setting = 1\n")
    with pytest.raises(DatabaseUnavailable), shared_server(copied):
        pass
    assert not is_locked(server.layout.server_lock)
