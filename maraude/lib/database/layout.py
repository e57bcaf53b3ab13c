"""Where everything of one embedded database lies, and which account its server runs as.

    HOME/database/          ours: maraude.conf pg_hba.conf server.log users.lock server.lock socket.txt
    HOME/database/data/     PostgreSQL's, mode 700, belonging to the account that runs the server

When root's HOME is closed to that account, the same folder lies in STORE/<hash of HOME> and HOME/database.txt says so.
"""

from __future__ import annotations

import hashlib
import os
import stat
from dataclasses import dataclass
from pathlib import Path

from maraude.lib.database.account import Account, can_enter, owner_account, server_account
from maraude.lib.database.errors import DatabaseUnavailable
from maraude.lib.database.files import make_folder, open_private, own_folder, write_file

STORE = Path("/var/lib/maraude")


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """The places of one database.

    `account` is None when the server runs as ourselves; `is_apart` says that `folder` lies in the store.
    """

    home: Path
    folder: Path
    store: Path
    account: Account | None
    is_apart: bool

    @property
    def data(self) -> Path:
        """PostgreSQL's own folder."""
        return self.folder / "data"

    @property
    def log(self) -> Path:
        """What the server says; it never holds the content of a statement (configuration.py)."""
        return self.folder / "server.log"

    @property
    def users_lock(self) -> Path:
        """Held shared by every command that uses the server, exclusively by the one that stops it."""
        return self.folder / "users.lock"

    @property
    def server_lock(self) -> Path:
        """Held by initdb or by the server and all its children: when it is free, nothing of them is alive."""
        return self.folder / "server.lock"

    @property
    def pointer(self) -> Path:
        """Tells people, and the next command, that the database lies elsewhere."""
        return self.home / "database.txt"

    @property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that stand for the folder in short paths."""
        return _digest(self.folder)


def find_layout(home: Path, *, store: Path = STORE) -> Layout:
    """Return the places of the database of `home`, writing nothing.

    Raises DatabaseUnavailable when no account can run the server or the pointer file makes no sense.
    """
    home = home.resolve()
    pointed = _pointed(home / "database.txt", store=store)
    folder = pointed or (home / "database").resolve()
    is_apart = pointed is not None
    account = owner_account(folder / "data") if (folder / "data").exists() else server_account()
    if account is not None and not is_apart and not can_enter(_nearest(folder), account=account):
        if (folder / "data").exists():
            raise DatabaseUnavailable(
                f"The account {account.name}, owner of {folder / 'data'}, cannot enter it any more: "
                f"open the folders above it to that account, or run as it."
            )
        folder, is_apart = store / _digest(home), True
    return Layout(home=home, folder=folder, store=store, account=account, is_apart=is_apart)


def create_folders(layout: Layout) -> None:
    """Create what is missing of the folders, and the pointer file. Changes nothing that already exists.

    Raises DatabaseUnavailable when a folder of that name is another account's or holds something else.
    """
    ours = 0o711 if layout.account else 0o700  # the server's account crosses it without reading its list
    for parent in [path for path in (*reversed(layout.home.parents), layout.home) if not path.exists()]:
        make_folder(parent, mode=ours)
    if layout.is_apart:
        _create_in_store(layout)
    make_folder(layout.folder, mode=ours)
    status = layout.folder.stat()
    if not stat.S_ISDIR(status.st_mode) or os.geteuid() not in {0, status.st_uid}:
        raise DatabaseUnavailable(
            f"The database {layout.folder} belongs to another account (number {status.st_uid}): "
            "run the command as that account, or choose another MARAUDE_HOME."
        )
    strangers = {path.name for path in layout.folder.iterdir()} - {"server.lock", "users.lock", "data"}
    if strangers and not layout.server_lock.exists():
        raise DatabaseUnavailable(
            f"{layout.folder} holds files that are not Maraude's: move them away, or choose another MARAUDE_HOME."
        )
    os.close(open_private(layout.server_lock, os.O_RDWR))  # from now on, this folder is ours


def _create_in_store(layout: Layout) -> None:
    own_folder(layout.store, mode=0o755)
    if layout.pointer.exists():
        return
    if layout.data.exists():
        raise DatabaseUnavailable(
            f"{layout.folder} still holds the database of a former {layout.home}: delete that folder to start afresh, "
            f"or write its path in {layout.pointer} to use it again."
        )
    write_file(layout.pointer, f"{layout.folder}\n", mode=0o644)


def _pointed(pointer: Path, *, store: Path) -> Path | None:
    try:
        folder = Path(pointer.read_text(encoding="utf-8").strip())
    except FileNotFoundError:
        return None
    except OSError as error:
        raise DatabaseUnavailable(f"{pointer} cannot be read ({error.strerror}): run as its owner.") from error
    if folder.parent != store:
        raise DatabaseUnavailable(f"{pointer} must hold the path of a folder in {store}: correct it or delete it.")
    return folder


def _nearest(path: Path) -> Path:
    # The first folder that exists: what lies below it, we create ourselves so that the account can cross it.
    return next(folder for folder in (path, *path.parents) if folder.exists())


def _digest(path: Path) -> str:
    return hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
