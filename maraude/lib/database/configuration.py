"""The server's settings and its access list, rewritten at each start so that an upgrade of Maraude changes them."""

from __future__ import annotations

import os
from pathlib import Path

from maraude.lib.database.files import open_private, write_file
from maraude.lib.database.layout import Layout
from maraude.lib.database.sockets import PORT

SUPERUSER = "maraude_super"  # the launcher's only; no application ever connects as it
INCLUDE = "include '../maraude.conf'"  # relative, so that HOME can be moved
_LOG_BYTES = 5_000_000

_SETTINGS = f"""\
# Written by Maraude at each start: changes made here are lost.
listen_addresses = ''
port = {PORT}
unix_socket_permissions = 0700
max_connections = 60

# An acknowledged message is on the disk.
fsync = on
synchronous_commit = on
full_page_writes = on
# The gateway groups its commits itself: waiting for others would only add delay.
commit_delay = 0
wal_level = replica
max_wal_senders = 0
wal_compression = on
wal_buffers = 16MB
max_wal_size = 1GB
checkpoint_timeout = 15min

shared_buffers = 64MB
jit = off
# Segments of /dev/shm vanish when the account logs out of systemd, and containers give 64 MB of it.
dynamic_shared_memory_type = mmap

timezone = 'UTC'
log_timezone = 'UTC'
lc_messages = 'C'

# No message of a young person may reach the log (security.md S-20): neither statements, nor their values, nor the
# errors that quote them ("invalid input syntax for type date: ..."). The client still receives every error.
log_destination = 'stderr'
logging_collector = off
log_line_prefix = '%m [%p] '
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_statement = none
log_min_duration_statement = -1
log_lock_waits = off
log_checkpoints = off
log_autovacuum_min_duration = -1
"""

_ACCESS = """\
# Written by Maraude at each start. The socket lies in a folder that only the server's account can enter.
local replication all reject
local all all trust
host all all all reject
"""


def write_configuration(layout: Layout, *, socket_dir: Path, durable: bool) -> None:
    """Write both files. Nothing secret lies in them: the server's account reads them across root's folder.

    `durable=False` trusts the disk's cache: tests only, a power cut would destroy the database.
    """
    access = layout.folder / "pg_hba.conf"
    write_file(access, _ACCESS, mode=0o644)
    settings = f"{_SETTINGS}\nunix_socket_directories = {_quoted(socket_dir)}\nhba_file = {_quoted(access)}\n"
    if not durable:
        settings += "fsync = off\n"
    write_file(layout.folder / "maraude.conf", settings, mode=0o644)


def open_log(layout: Layout) -> int:
    """Open the server's log for adding to it, after putting a log of more than 5 MB aside."""
    if layout.log.exists() and layout.log.stat().st_size > _LOG_BYTES:
        layout.log.replace(layout.log.with_suffix(".log.1"))
    return open_private(layout.log, os.O_WRONLY | os.O_APPEND)


def last_lines(layout: Layout, *, count: int = 3) -> str:
    """Return the end of the log on one line, and its path, for an error message."""
    try:
        text = layout.log.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return f"there is no {layout.log}"
    return f"{' | '.join(text.splitlines()[-count:]) or 'nothing said'} (see {layout.log})"


def _quoted(path: Path) -> str:
    return "'" + str(path).replace("'", "''") + "'"
