"""Which account the server runs as. PostgreSQL refuses root, so root lends it an unprivileged account."""

from __future__ import annotations

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from maraude.lib.database.errors import DatabaseUnavailable

_CANDIDATES = ("maraude", "postgres", "nobody")


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """An account of this machine that is not root."""

    name: str
    uid: int
    gid: int


def server_account() -> Account | None:
    """Return the account that root lends to the server, or None when we are not root and run it ourselves."""
    if os.geteuid() != 0:
        return None
    for name in _CANDIDATES:
        try:
            found = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name=name, uid=found.pw_uid, gid=found.pw_gid)
    raise DatabaseUnavailable("The database refuses to run as root: create an account with `useradd --system maraude`.")


def owner_account(path: Path) -> Account | None:
    """Return the account that must run a server whose data lies at `path`: its owner, or ourselves (None)."""
    status = path.stat()
    if os.geteuid() != 0 or status.st_uid == 0:
        return server_account()
    try:
        name = pwd.getpwuid(status.st_uid).pw_name
    except KeyError:
        name = str(status.st_uid)
    return Account(name=name, uid=status.st_uid, gid=status.st_gid)


def launch(
    argv: Sequence[str], *, account: Account | None, output: int | IO[bytes], inherited: Sequence[int] = ()
) -> subprocess.Popen[bytes]:
    """Start `argv` as `account` in its own session, both outputs to `output`, keeping the descriptors `inherited`.

    The environment is almost empty: the server must not carry our secrets, nor obey a stray PGDATA or TZ.
    """
    environment = {"PATH": os.environ.get("PATH", os.defpath), "LC_ALL": "C"}
    if "LD_LIBRARY_PATH" in os.environ:
        environment["LD_LIBRARY_PATH"] = os.environ["LD_LIBRARY_PATH"]
    return subprocess.Popen(
        argv,
        cwd="/",  # the current folder may be closed to `account`
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=subprocess.STDOUT,
        pass_fds=tuple(inherited),
        start_new_session=True,
        umask=0o077,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
    )


def can_enter(folder: Path, *, account: Account) -> bool:
    """Say whether `account` can cross `folder` and all its parents. Asked of the kernel: modes do not tell ACLs."""
    with launch(
        ["/bin/sh", "-c", 'cd -- "$1"', "sh", str(folder)], account=account, output=subprocess.DEVNULL
    ) as shell:
        return shell.wait() == 0
