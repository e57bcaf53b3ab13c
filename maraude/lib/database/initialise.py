"""Make the data folder, once: initdb works in a draft folder that is renamed when all of it is on the disk."""

from __future__ import annotations

import os
import shutil
import subprocess
import time

from maraude.lib import clock
from maraude.lib.database.account import launch
from maraude.lib.database.binaries import Binaries
from maraude.lib.database.configuration import INCLUDE, SUPERUSER
from maraude.lib.database.errors import NO_SPACE, DatabaseUnavailable
from maraude.lib.database.files import lock, make_folder, sync_folder
from maraude.lib.database.layout import Layout

_OTHER_INITDB_S = 120  # another command may be at it, on a slow disk


def data_major(layout: Layout) -> int | None:
    """Return the major version that wrote the data folder, or None when there is none yet.

    Raises DatabaseUnavailable when what lies there was not made by us; it is left as it is.
    """
    if not layout.data.exists():
        return None
    try:
        version = (layout.data / "PG_VERSION").read_text(encoding="utf-8").strip()
        ours = INCLUDE in (layout.data / "postgresql.conf").read_text(encoding="utf-8").splitlines()
    except FileNotFoundError:
        version, ours = "", False
    if not ours or not version.isdecimal():
        raise DatabaseUnavailable(
            f"{layout.data} is not a database made by Maraude: move it away, or choose another MARAUDE_HOME."
        )
    return int(version)


def initialise(layout: Layout, *, binaries: Binaries, durable: bool) -> None:
    """Run initdb unless it is done; a half-done one is thrown away. `durable=False` skips its fsync (tests only)."""
    holder = _wait_for_lock(layout)
    if holder is None:
        return
    try:
        if layout.data.exists():
            return
        draft = layout.folder / "data.draft"
        if draft.exists():
            shutil.rmtree(draft)
        make_folder(draft, mode=0o700)
        if layout.account:
            os.chown(draft, layout.account.uid, layout.account.gid, follow_symlinks=False)
        _initdb(layout, binaries=binaries, durable=durable, holder=holder)
        descriptor = os.open(draft / "postgresql.conf", os.O_WRONLY | os.O_APPEND | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "w", encoding="utf-8") as file:
            file.write(f"\n{INCLUDE}\n")
            file.flush()
            os.fsync(descriptor)
        draft.rename(layout.data)
        sync_folder(layout.folder)
    finally:
        os.close(holder)


def _wait_for_lock(layout: Layout) -> int | None:
    # None: another command has made the data folder meanwhile.
    deadline = clock.monotonic() + _OTHER_INITDB_S
    while clock.monotonic() < deadline:
        if layout.data.exists():
            return None
        if (holder := lock(layout.server_lock)) is not None:
            return holder
        time.sleep(0.02)
    raise DatabaseUnavailable(f"Another command is still creating the database in {layout.folder}: try again later.")


def _initdb(layout: Layout, *, binaries: Binaries, durable: bool, holder: int) -> None:
    # C locale: the same sort order on every machine and no rebuilt index after an upgrade of the C library.
    # Our access list replaces the one written here; "reject" is for a server started by hand without it.
    options = ["--username", SUPERUSER, "--encoding", "UTF8", "--no-locale", "--data-checksums", "--auth", "reject"]
    if not durable:
        options.append("--no-sync")
    argv = [binaries.program("initdb"), "--pgdata", str(layout.folder / "data.draft"), *options]
    # It inherits the lock: killed with our command or not, nobody touches the draft before it has ended.
    with launch(argv, account=layout.account, output=subprocess.PIPE, inherited=[holder]) as process:
        said = process.communicate()[0].decode(errors="replace").strip()
    if process.returncode == 0:
        return
    if "No space left on device" in said:
        raise DatabaseUnavailable(NO_SPACE.format(folder=layout.folder))
    lines = said.splitlines() or ["no reason given"]
    reason = next((line for line in lines if "error:" in line or "FATAL:" in line), lines[-1])
    raise DatabaseUnavailable(f"The database could not be created in {layout.folder}: {reason}.")
