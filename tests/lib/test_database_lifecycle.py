"""Starting and stopping real servers, and the sentences said when that cannot be done."""

from __future__ import annotations

import errno
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest

from maraude.lib.database import Cluster, DatabaseUnavailable, binaries, configuration
from maraude.lib.database.errors import explained
from maraude.lib.database.files import is_locked
from maraude.lib.database.initialise import data_major


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


def test_a_stopped_server_answers_no_more(used: Path) -> None:
    cluster = start(used)
    cluster.stop()
    assert not cluster.is_ready()
    assert not is_locked(cluster.layout.server_lock)


def test_a_server_is_stopped_by_another_than_its_starter(used: Path) -> None:
    cluster = start(used)
    Cluster(used).stop()
    assert not cluster.is_ready()


def test_stopping_what_never_ran_is_no_error(home: Path) -> None:
    Cluster(home).stop()
    assert not home.exists()


def test_an_impatient_stop_loses_nothing(used: Path) -> None:
    cluster = start(used)
    with psycopg.connect(cluster.dsn(role=cluster.owner_role), autocommit=True) as connection:
        connection.execute("CREATE TABLE kept AS SELECT 1 AS one")
        cluster.stop(timeout_s=0)
    again = start(used)
    with psycopg.connect(again.dsn(role=again.owner_role)) as connection:
        assert connection.execute("SELECT one FROM kept").fetchone() == (1,)


def test_two_homes_live_side_by_side(used: Path, copied: Path) -> None:
    first, second = start(used), start(copied)
    second.stop()
    assert first.is_ready()
    assert not second.is_ready()


def test_a_database_with_a_wrong_setting_quotes_its_log(copied: Path) -> None:
    cluster = Cluster(copied, durable=False)
    cluster.prepare()
    with (cluster.layout.data / "postgresql.conf").open("a") as file:
        file.write("no_such_setting = 1\n")
    cluster.spawn()
    with pytest.raises(DatabaseUnavailable, match=r"is not running: .*no_such_setting.*server\.log"):
        cluster.wait_ready()


def test_a_missing_owner_is_made_again(used: Path) -> None:
    cluster = start(used)
    with psycopg.connect(cluster._admin_dsn, autocommit=True) as connection:
        connection.execute("DROP DATABASE maraude WITH (FORCE)")
        connection.execute("DROP ROLE maraude_owner")
    assert not cluster.is_ready()
    cluster.wait_ready()
    assert cluster.is_ready()


def test_waiting_without_a_server_says_so_at_once(home: Path) -> None:
    cluster = Cluster(home, durable=False)
    cluster.prepare()
    with pytest.raises(DatabaseUnavailable, match="is not running: there is no"):
        cluster.wait_ready()


def test_a_copied_home_does_not_lead_to_the_server_of_the_original(used: Path) -> None:
    original = start(used)
    copy = used.with_name("copy")
    subprocess.run(["cp", "-a", str(used), str(copy)], check=True)
    assert not Cluster(copy).is_ready()
    assert start(copy).socket_dir != original.socket_dir
    Cluster(copy).stop()


def test_a_moved_home_keeps_its_database(copied: Path) -> None:
    start(copied).stop()
    moved = copied.rename(copied.with_name("elsewhere"))
    cluster = start(moved)
    cluster.stop()
    assert cluster.layout.data == moved.resolve() / "database" / "data"


def test_the_settings_are_renewed_at_each_start(used: Path) -> None:
    cluster = start(used)
    cluster.stop()
    (cluster.layout.folder / "maraude.conf").write_text("jit = on\n")
    again = start(used)
    with psycopg.connect(again.dsn(role=again.owner_role)) as connection:
        assert connection.execute("SHOW jit").fetchone() == ("off",)


def test_a_long_log_is_put_aside(used: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    start(used).stop()
    monkeypatch.setattr(configuration, "_LOG_BYTES", 10)
    cluster = start(used)
    assert (cluster.layout.folder / "server.log.1").exists()


def test_the_data_of_an_older_server_opens_with_its_own_programs(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    system = [folder for folder in binaries._candidates() if folder.is_relative_to("/usr/lib")]
    if not system:
        pytest.skip("no PostgreSQL of the system here")
    with monkeypatch.context() as patch:
        patch.setattr(binaries, "_candidates", lambda: iter(system))
        start(home).stop()
    cluster = start(home)
    assert cluster._binaries().folder == system[0]


def test_data_of_a_newer_version_is_left_alone(copied: Path) -> None:
    cluster = Cluster(copied, durable=False)
    cluster.prepare()
    (cluster.layout.data / "PG_VERSION").write_text("99\n")
    cluster.prepare()
    with pytest.raises(DatabaseUnavailable, match="install PostgreSQL 99"):
        cluster.spawn()
    assert data_major(cluster.layout) == 99


@pytest.mark.parametrize("stranger", ["database/PG_VERSION", "database/data/PG_VERSION", "database/data/notes.txt"])
def test_a_folder_that_is_not_ours_is_left_alone(home: Path, stranger: str) -> None:
    (home / stranger).parent.mkdir(parents=True)
    (home / stranger).write_text("18\n")
    with pytest.raises(DatabaseUnavailable, match=r"move (it|them) away, or choose another MARAUDE_HOME"):
        Cluster(home).prepare()
    assert (home / stranger).read_text() == "18\n"


def test_an_initdb_that_fails_says_why(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer_initdb(monkeypatch, home, "echo 'initdb: error: something odd'; exit 1")
    with pytest.raises(DatabaseUnavailable, match=r"could not be created in .*: initdb: error: something odd"):
        Cluster(home).prepare()


def test_a_full_disk_is_said_to_be_full(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    offer_initdb(monkeypatch, home, "echo 'could not write: No space left on device'; exit 1")
    with pytest.raises(DatabaseUnavailable, match="is full: free some space, then start again"):
        Cluster(home).prepare()


def test_a_disk_that_fills_up_under_our_own_files_is_said_to_be_full(home: Path) -> None:
    with pytest.raises(DatabaseUnavailable, match="is full"), explained(home):
        raise OSError(errno.ENOSPC, "No space left on device")


def offer_initdb(monkeypatch: pytest.MonkeyPatch, home: Path, script: str) -> None:
    folder = home.with_name("programs")
    folder.mkdir(mode=0o755)
    for name, text in (("initdb", script), ("postgres", "echo 'postgres (PostgreSQL) 18.4'")):
        (folder / name).write_text(f"#!/bin/sh\n{text}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setattr(binaries, "_candidates", lambda: iter([folder]))
