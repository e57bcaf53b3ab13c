"""The supervisor and the embedded server together, as `maraude up` uses them."""

from __future__ import annotations

import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from maraude.lib import processes
from maraude.lib.database import Cluster, shared_server
from maraude.lib.database.postmaster import find_postmaster
from maraude.lib.processes import ProcessSpec, ProcessTree


def kill_and_watch(server: Cluster, tree: ProcessTree, *, said: list[str], lines: int) -> None:
    postmaster = find_postmaster(server.layout.data)
    assert postmaster is not None
    postmaster.send(signal.SIGKILL)
    while len(said) < lines:
        tree.watch()
        time.sleep(0.01)


@pytest.fixture
def server(monkeypatch: pytest.MonkeyPatch) -> Iterator[Cluster]:
    monkeypatch.setattr(processes, "_PROBE_EVERY_S", 0.05)
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with shared_server(Path(folder) / "home", durable=False) as started:
            yield started


def test_a_killed_server_is_restarted(server: Cluster) -> None:
    said: list[str] = []
    spec = ProcessSpec(name="database", spawn=server.spawn, ready=server.is_ready, stop=lambda _: None)
    tree = ProcessTree(specs=[spec], say=said.append)
    tree.start()
    kill_and_watch(server, tree, said=said, lines=3)  # shared at first, then our own child
    kill_and_watch(server, tree, said=said, lines=5)
    tree.stop()
    assert server.is_ready()
    assert said[0] == "database ready (shared)"
    assert said[3] == "database was killed by SIGKILL: starting it again in 0.4 s"
