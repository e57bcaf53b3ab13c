"""One embedded server: prepare it, start it, wait for it, stop it, share it with the other commands."""

from __future__ import annotations

import os
import signal
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import cached_property
from pathlib import Path
from urllib.parse import quote

from maraude.lib import clock, roles
from maraude.lib.database import sockets
from maraude.lib.database.account import launch
from maraude.lib.database.binaries import Binaries, locate_binaries, readable_binaries
from maraude.lib.database.configuration import SUPERUSER, last_lines, open_log, write_configuration
from maraude.lib.database.errors import DatabaseUnavailable, ServerDied, explained
from maraude.lib.database.files import is_locked, lock, share, upgrade
from maraude.lib.database.initialise import data_major, initialise
from maraude.lib.database.layout import STORE, Layout, create_folders, find_layout
from maraude.lib.database.postmaster import find_postmaster, forget_dead_postmaster
from maraude.lib.database.provision import answers, provision

DATABASE = "maraude"
_LEFTOVERS_S = 10.0  # children of a killed server end within milliseconds, those busy with a query a little later
_IMMEDIATE_S = 5.0
_ATTEMPTS = 3

# Servers started by this process. They may outlive their Cluster (others use them): kept here to be reaped.
_started: list[subprocess.Popen[bytes]] = []


class Cluster:
    """The embedded PostgreSQL of one MARAUDE_HOME, whichever command started it.

    Whatever cannot be done raises DatabaseUnavailable, in one sentence that says what to do.
    """

    owner_role = roles.OWNER

    def __init__(self, home: Path, *, durable: bool = True, store: Path = STORE) -> None:
        """Touch nothing yet. For tests: `durable=False` is fast but fears power cuts, `store` moves root's refuge."""
        self._home = home
        self._durable = durable
        self._store = store

    @cached_property
    def layout(self) -> Layout:
        """Where everything lies."""
        with explained(self._home):
            return find_layout(self._home, store=self._store)

    @property
    def socket_dir(self) -> Path:
        """The private folder of the server's socket."""
        return sockets.socket_dir(self.layout)

    def dsn(self, *, role: str, database: str = DATABASE) -> str:
        """Return the URL of `database` as `role` over the private socket, without a password.

        Both psycopg.connect(url) and asyncpg.connect(url) take it as it is; by keywords, asyncpg wants
        host=str(socket_dir), user=role, database=database.
        """
        host = quote(str(self.socket_dir), safe="")
        return f"postgresql://{quote(role, safe='')}@/{quote(database, safe='')}?host={host}&port={sockets.PORT}"

    def prepare(self) -> None:
        """Create the data folder unless it exists. A creation that was cut short is thrown away and redone."""
        with explained(self.layout.folder):
            create_folders(self.layout)
            if data_major(self.layout) is None:
                initialise(self.layout, binaries=self._binaries(), durable=self._durable)

    def spawn(self) -> subprocess.Popen[bytes] | None:
        """Start the server in its own session, or return None when a living one is there to be shared.

        Waits, at most 10 s, for what is left of a killed or stopping server. The server survives its parent: the
        next command shares it, and the last one out stops it.
        """
        deadline, pause = clock.monotonic() + _LEFTOVERS_S, 0.01
        with explained(self.layout.folder):
            while not self._is_shared():
                if (holder := lock(self.layout.server_lock)) is not None:
                    try:
                        return self._launch(holder)
                    finally:
                        os.close(holder)  # the server keeps its own copy
                if clock.monotonic() > deadline:
                    raise DatabaseUnavailable(
                        f"The former database server of {self.layout.folder} has not ended yet: try again in a minute."
                    )
                time.sleep(pause)
                pause = min(pause * 2, 0.5)
        return None

    def is_ready(self) -> bool:
        """Say whether the owner's database answers SELECT 1."""
        return answers(self.dsn(role=self.owner_role))

    def wait_ready(self, timeout_s: float = 30) -> None:
        """Return once the owner's role and database exist and answer; seconds. The error quotes the server's log."""
        deadline, pause = clock.monotonic() + timeout_s, 0.01
        while not self.is_ready():
            if answers(self._admin_dsn):
                provision(self._admin_dsn, owner=self.owner_role, database=DATABASE)
            if not self._is_alive():
                raise ServerDied(f"The database server is not running: {last_lines(self.layout)}")
            if clock.monotonic() > deadline:
                raise DatabaseUnavailable(
                    f"The database server does not answer after {timeout_s:g} s: {last_lines(self.layout)}"
                )
            time.sleep(pause)
            pause = min(pause * 1.5, 0.25)

    def stop(self, timeout_s: float = 30) -> None:
        """Stop the server, whoever started it: its clients are cut off cleanly, or roughly after `timeout_s` seconds.

        Nothing acknowledged is lost either way. Returns when every process of it has ended, or if none ran.
        """
        try:
            if self._end(signal.SIGINT, timeout_s) or self._end(signal.SIGQUIT, _IMMEDIATE_S):
                return
        finally:
            _reap()
        raise DatabaseUnavailable(f"The database server of {self.layout.folder} does not stop: end it by hand.")

    @property
    def _admin_dsn(self) -> str:
        return self.dsn(role=SUPERUSER, database="postgres")

    def _binaries(self) -> Binaries:
        found = locate_binaries(major=data_major(self.layout))
        return readable_binaries(found, account=self.layout.account, store=self._store)

    def _is_alive(self) -> bool:
        with explained(self.layout.folder):
            return is_locked(self.layout.server_lock)

    def _is_shared(self) -> bool:
        if answers(self._admin_dsn):
            return True
        postmaster = find_postmaster(self.layout.data)  # starting, or replaying its log after a crash
        return postmaster is not None and not postmaster.is_stopping

    def _launch(self, holder: int) -> subprocess.Popen[bytes]:
        _reap()
        folder = sockets.prepare_socket_dir(self.layout)
        write_configuration(self.layout, socket_dir=folder, durable=self._durable)
        forget_dead_postmaster(self.layout.data, socket=folder / sockets.NAME)
        argv = [self._binaries().program("postgres"), "-D", str(self.layout.data)]
        with os.fdopen(open_log(self.layout), "ab") as log:
            server = launch(argv, account=self.layout.account, output=log, inherited=[holder])
        _started.append(server)
        return server

    def _end(self, number: signal.Signals, timeout_s: float) -> bool:
        told: set[int] = set()
        deadline = clock.monotonic() + timeout_s
        while True:
            postmaster = find_postmaster(self.layout.data)
            if postmaster is None and not self._is_alive():
                return True
            if postmaster is not None and postmaster.pid not in told:
                with explained(self.layout.folder):
                    postmaster.send(number)
                told.add(postmaster.pid)
            if clock.monotonic() > deadline:
                return False
            time.sleep(0.01)


@contextmanager
def shared_server(home: Path, *, durable: bool = True, store: Path = STORE) -> Iterator[Cluster]:
    """Yield the running server of `home`: started when none is up, shared when one is, stopped by the last one out.

    Every user of the server must come through here. The lock of a command that is killed goes with it: its server
    stays, and the next command to leave stops it.
    """
    cluster = Cluster(home, durable=durable, store=store)
    with explained(cluster.layout.folder):
        create_folders(cluster.layout)
        mine = share(cluster.layout.users_lock)  # waits while a last one out is stopping the server
    try:
        cluster.prepare()
        _start(cluster)
        yield cluster
    finally:
        try:
            if upgrade(mine):
                cluster.stop()
        finally:
            os.close(mine)


def _start(cluster: Cluster) -> None:
    # Somebody may kill, while we wait for it, the server that another command has started: try again.
    for _ in range(_ATTEMPTS - 1):
        cluster.spawn()
        with suppress(ServerDied):
            cluster.wait_ready()
            return
    cluster.spawn()
    cluster.wait_ready()


def _reap() -> None:
    _started[:] = [server for server in _started if server.poll() is None]
