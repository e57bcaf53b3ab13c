"""The folder of the socket: short enough, private, found again by every command."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
import pytest

from maraude.lib.database import Cluster, DatabaseUnavailable
from maraude.lib.database.layout import Layout
from maraude.lib.database.sockets import LONGEST, NAME, choose_socket_dir, prepare_socket_dir


@pytest.fixture
def parent(monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        short = Path(folder) / "t"
        short.mkdir(mode=0o755)
        monkeypatch.setattr(tempfile, "tempdir", str(short))
        monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
        yield Path(folder)


@pytest.fixture(scope="module")
def made() -> Iterator[Path]:
    """A database made once and moved about: initdb takes most of the time of a first start."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        start(Path(folder) / "made").stop()
        yield Path(folder) / "made"


@contextmanager
def moved(home: Path, to: Path) -> Iterator[Cluster]:
    home.rename(to)
    try:
        cluster = start(to)
        yield cluster
        cluster.stop()
    finally:
        to.rename(home)


def start(home: Path) -> Cluster:
    cluster = Cluster(home, durable=False, store=home.parent / "store")
    cluster.prepare()
    cluster.spawn()
    cluster.wait_ready()
    return cluster


def as_ourselves(folder: Path, *, parent: Path) -> Layout:
    folder.mkdir(parents=True)
    return Layout(home=folder.parent, folder=folder, store=parent / "store", account=None, is_apart=False)


def long_folder(parent: Path) -> Path:
    return parent / ("deep" * 30) / "database"


@pytest.mark.parametrize("name", ["deep" * 30, "Mes dossiers d'été", 'a "quoted", name', "per%cent&what?=#"])
def test_a_home_of_any_name_works(made: Path, parent: Path, name: str) -> None:
    with moved(made, parent / name) as cluster:
        with psycopg.connect(cluster.dsn(role=cluster.owner_role)) as connection:
            assert connection.execute("SELECT 1").fetchone() == (1,)
        assert len(os.fsencode(cluster.socket_dir / NAME)) <= LONGEST


def test_a_short_home_keeps_its_socket(parent: Path) -> None:
    layout = as_ourselves(parent / "database", parent=parent)
    assert choose_socket_dir(layout) == parent / "database" / "socket"


def test_a_long_home_uses_the_runtime_folder_of_its_account(parent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    layout = as_ourselves(long_folder(parent), parent=parent)
    assert choose_socket_dir(layout).parent == parent / "t"
    monkeypatch.setenv("XDG_RUNTIME_DIR", str(parent))
    assert choose_socket_dir(layout) == parent / f"maraude-{layout.digest}"


def test_a_temporary_folder_that_is_too_long_is_refused(parent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(long_folder(parent)))
    with pytest.raises(DatabaseUnavailable, match="too long for a socket: set TMPDIR"):
        choose_socket_dir(as_ourselves(long_folder(parent), parent=parent))


def test_another_environment_finds_the_same_socket(made: Path, parent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (parent / "x").mkdir()
    with moved(made, parent / ("deep" * 30)) as cluster:
        monkeypatch.setenv("XDG_RUNTIME_DIR", str(parent / "x"))
        assert Cluster(cluster.layout.home, store=parent / "store").is_ready()


def test_a_folder_open_to_others_is_refused(parent: Path) -> None:
    layout = as_ourselves(long_folder(parent), parent=parent)
    choose_socket_dir(layout).mkdir()
    choose_socket_dir(layout).chmod(0o755)
    with pytest.raises(DatabaseUnavailable, match="is not private to the database: delete it"):
        prepare_socket_dir(layout)


def test_a_link_in_place_of_the_folder_is_refused(parent: Path) -> None:
    layout = as_ourselves(long_folder(parent), parent=parent)
    (parent / "target").mkdir(mode=0o700)
    choose_socket_dir(layout).symlink_to(parent / "target")
    with pytest.raises(DatabaseUnavailable, match="is not private"):
        prepare_socket_dir(layout)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can make a folder of another account")
def test_a_folder_of_another_account_is_refused(parent: Path) -> None:
    layout = as_ourselves(long_folder(parent), parent=parent)
    choose_socket_dir(layout).mkdir(mode=0o700)
    os.chown(choose_socket_dir(layout), 65534, 65534)
    with pytest.raises(DatabaseUnavailable, match="is not private"):
        prepare_socket_dir(layout)
