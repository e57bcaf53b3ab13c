"""Read and mend postmaster.pid, which outlives a server that was killed. Never trusted for readiness."""

from __future__ import annotations

import os
import signal
import subprocess
from dataclasses import dataclass
from pathlib import Path

from maraude.lib.database.files import write_file

_PID_LINE, _STATUS_LINE = 0, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Postmaster:
    """The living process that owns a data folder."""

    pid: int
    is_stopping: bool

    def send(self, number: signal.Signals) -> None:
        """Signal it; that it has just gone is no error."""
        try:
            os.kill(self.pid, number)
        except ProcessLookupError:
            return


def find_postmaster(data: Path) -> Postmaster | None:
    """Return the postmaster of `data`, or None: zombies and strangers who were given its number do not count."""
    lines = _lines(data)
    if not lines or not lines[_PID_LINE].strip().isdecimal():
        return None
    pid = int(lines[_PID_LINE])
    if not _is_postmaster(_command(pid), data):
        return None
    status = lines[_STATUS_LINE].strip() if len(lines) > _STATUS_LINE else ""
    return Postmaster(pid=pid, is_stopping=status == "stopping")


def forget_dead_postmaster(data: Path, *, socket: Path) -> None:
    """Let a new server start in `data` although the number of its dead postmaster still answers to signals.

    A zombie, or another program given the same number after a reboot, makes PostgreSQL refuse to start. It forgives
    its own parent, so our number is written instead. The rest of the file stays: it keeps PostgreSQL's own check that
    no former child is still attached to the shared memory. The lock beside the `socket` tells nothing more: it goes.
    """
    if find_postmaster(data) is not None:
        return
    socket.with_name(f"{socket.name}.lock").unlink(missing_ok=True)
    if not (lines := _lines(data)):
        return
    write_file(data / "postmaster.pid", "\n".join([str(os.getpid()), *lines[1:]]), mode=0o600)


def _lines(data: Path) -> list[str]:
    try:
        return (data / "postmaster.pid").read_text(encoding="utf-8").split("\n")
    except OSError:
        return []


def _command(pid: int) -> str:
    # The command line and not the working folder: root in a container may not read another account's.
    process = Path("/proc") / str(pid)
    if not Path("/proc/self/stat").exists():
        shown = subprocess.run(["ps", "-o", "args=", "-p", str(pid)], capture_output=True, check=False, text=True)
        return shown.stdout.strip()
    try:
        return (process / "cmdline").read_bytes().replace(b"\0", b" ").decode(errors="replace").strip()
    except OSError:
        return ""


def _is_postmaster(command: str, data: Path) -> bool:
    # A zombie has no command line (ps shows it between brackets or as <defunct>).
    if f" {data} " in f"{command} ":
        return True
    # Started by hand from its own folder, it does not tell which: believe it, rather than start a second one.
    return Path(command.split(" ", maxsplit=1)[0]).name in {"postgres", "postmaster"} and " -D /" not in command
