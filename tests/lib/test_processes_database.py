"""The supervisor and the embedded server together, as `maraude up` uses them."""

from __future__ import annotations

import signal
import tempfile
import time
from pathlib import Path

import pytest

from maraude.lib import processes
from maraude.lib.database import shared_server
from maraude.lib.database.postmaster import find_postmaster
from maraude.lib.processes import ProcessSpec, ProcessTree


def test_a_killed_server_is_restarted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "_PROBE_EVERY_S", 0.05)
    said: list[str] = []
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o755)
        with shared_server(Path(folder) / "home", durable=False) as server:
            spec = ProcessSpec(name="database", spawn=server.spawn, ready=server.is_ready, stop=lambda _: None)
            tree = ProcessTree(specs=[spec], say=said.append)
            tree.start()
            for lives in (3, 5):  # shared at first, then our own child
                postmaster = find_postmaster(server.layout.data)
                assert postmaster is not None
                postmaster.send(signal.SIGKILL)
                while len(said) < lives:
                    tree.watch()
                    time.sleep(0.01)
            tree.stop()
            assert server.is_ready()
        assert not server.is_ready()
    assert said[0] == "database ready (shared)"
    assert said[3] == "database was killed by SIGKILL: starting it again in 0.4 s"
