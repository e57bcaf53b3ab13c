"""The private folder of the server's socket: whoever can enter it is trusted, so only its owner can."""

from __future__ import annotations

import os
import re
import stat
import tempfile
from pathlib import Path

from maraude.lib.database.errors import DatabaseUnavailable
from maraude.lib.database.files import make_folder, own_folder, write_file
from maraude.lib.database.layout import Layout

PORT = 5432  # only the end of the socket's name: nothing listens on TCP
NAME = f".s.PGSQL.{PORT}"  # PostgreSQL's own name for it
LONGEST = 100  # bytes; the kernels allow 104 to 108
_PLAIN = re.compile(r"/[\w./-]+", re.ASCII)  # needs no quoting in postgresql.conf nor in a URL


def socket_dir(layout: Layout) -> Path:
    """Return the folder the last server was started with, else the one the next will be.

    Written down, because the environment of another command (TMPDIR, XDG_RUNTIME_DIR) may lead it elsewhere; with
    the folder it was written for, because a copy of HOME must not lead to the server of the original.
    """
    try:
        written_for, folder = _note(layout).read_text(encoding="utf-8").splitlines()
    except (OSError, ValueError):
        return choose_socket_dir(layout)
    return Path(folder) if written_for == str(layout.folder) else choose_socket_dir(layout)


def choose_socket_dir(layout: Layout) -> Path:
    """Return a short folder for the socket: beside the data when its path is short and plain, else elsewhere.

    Raises DatabaseUnavailable when even the system's temporary folder has too long a path.
    """
    candidates = [layout.folder / "socket"]
    if layout.account is not None:
        candidates.append(layout.store / f"socket-{layout.digest}")
    else:
        runtime = os.environ.get("XDG_RUNTIME_DIR", "")
        if runtime and Path(runtime).is_dir() and Path(runtime).stat().st_uid == os.geteuid():
            candidates.append(Path(runtime) / f"maraude-{layout.digest}")
        candidates.append(Path(tempfile.gettempdir()) / f"maraude-{os.geteuid()}-{layout.digest}")
    for folder in candidates:
        if len(os.fsencode(folder / NAME)) <= LONGEST and _PLAIN.fullmatch(str(folder)):
            return folder
    raise DatabaseUnavailable(f"The path {candidates[-1]} is too long for a socket: set TMPDIR to a short folder.")


def prepare_socket_dir(layout: Layout) -> Path:
    """Create the folder of the socket, write it down and return it.

    Raises DatabaseUnavailable when something waits there that is not private to the server's account.
    """
    folder = choose_socket_dir(layout)
    owner = layout.account.uid if layout.account else os.geteuid()
    if layout.account and folder.parent == layout.store:
        own_folder(layout.store, mode=0o755)
    if make_folder(folder, mode=0o700) and layout.account:
        os.chown(folder, layout.account.uid, layout.account.gid, follow_symlinks=False)
    status = folder.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != owner or stat.S_IMODE(status.st_mode) != 0o700:
        raise DatabaseUnavailable(f"{folder} is not private to the database: delete it, then start again.")
    write_file(_note(layout), f"{layout.folder}\n{folder}\n", mode=0o600)
    return folder


def _note(layout: Layout) -> Path:
    return layout.folder / "socket.txt"
