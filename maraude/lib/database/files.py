"""Small files and locks of the launcher, safe against crashes and against links planted by the server's account."""

from __future__ import annotations

import fcntl
import os
import stat
from pathlib import Path

from maraude.lib.database.errors import DatabaseUnavailable


def make_folder(path: Path, *, mode: int) -> bool:
    """Create `path` with exactly `mode`, whatever the umask, and say so; leave it alone when it exists."""
    try:
        path.mkdir(mode=0o700)
    except FileExistsError:
        return False
    path.chmod(mode)
    return True


def own_folder(path: Path, *, mode: int) -> None:
    """Create `path` with `mode`, or make sure that it is ours alone to write in.

    Raises DatabaseUnavailable when it is a link, another account's, or open to writing by others.
    """
    if make_folder(path, mode=mode):
        return
    status = path.lstat()
    if not stat.S_ISDIR(status.st_mode) or status.st_uid != os.geteuid() or status.st_mode & 0o022:
        raise DatabaseUnavailable(f"{path} is not a folder that only this account can write in: move it away.")


def write_file(path: Path, text: str, *, mode: int) -> None:
    """Replace `path` by `text` in one step: a crash leaves the old content or the new one, never half of it."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    draft.unlink(missing_ok=True)
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        os.fchmod(descriptor, mode)
        _give_to_owner_of(path.parent, descriptor)
        file.write(text)
        file.flush()
        os.fsync(descriptor)
    draft.replace(path)


def open_private(path: Path, flags: int) -> int:
    """Open or create `path` (mode 600, belonging to its folder's owner) without following a link."""
    descriptor = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    _give_to_owner_of(path.parent, descriptor)
    return descriptor


def sync_folder(path: Path) -> None:
    """Make the names created or renamed in `path` survive a power cut."""
    descriptor = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


def lock(path: Path) -> int | None:
    """Lock the file `path` exclusively and return the descriptor that holds the lock, or None when it is taken.

    The kernel drops a lock when the last copy of its descriptor is closed, however its holders died.
    """
    descriptor = open_private(path, os.O_RDWR)
    if upgrade(descriptor):
        return descriptor
    os.close(descriptor)
    return None


def share(path: Path) -> int:
    """Lock the file `path` together with others, after waiting for an exclusive holder; return the descriptor."""
    descriptor = open_private(path, os.O_RDWR)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def upgrade(descriptor: int) -> bool:
    """Try to make a lock exclusive, now or never. Of several that try at once, the last one succeeds."""
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def is_locked(path: Path) -> bool:
    """Say whether some process holds `path` exclusively."""
    if not path.exists():
        return False
    descriptor = open_private(path, os.O_RDWR)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _give_to_owner_of(folder: Path, descriptor: int) -> None:
    # Root working once in the folder of a plain account must not lock that account out afterwards.
    owner = folder.stat()
    if os.geteuid() == 0 and owner.st_uid != 0:
        os.fchown(descriptor, owner.st_uid, owner.st_gid)
