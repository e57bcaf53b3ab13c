"""A whole house for journeys and fault tests: `maraude up --demo` in a temporary folder, on a free port."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import httpx

STARTS_WITHIN_S = 60


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@dataclass(kw_only=True)
class RunningHouse:
    url: str
    home: Path
    process: subprocess.Popen[str]
    log: Path
    demo: dict[str, Any] = field(default_factory=dict)

    def post(self, events: object, *, association: str = "", timeout: float = 10) -> httpx.Response:
        """Post to the generic door, signed."""
        door = (self.demo["other"] if association == "other" else self.demo)["generic"]
        return self.post_bytes(json.dumps(events).encode(), path=door["path"], secret=door["secret"], timeout=timeout)

    def post_bytes(
        self,
        body: bytes,
        *,
        path: str = "",
        secret: str = "",
        stamp: str = "",
        age_s: int = 0,
        timeout: float = 20,
    ) -> httpx.Response:
        """Post any bytes to a door, signed now, `age_s` seconds ago, or at a made-up `stamp`."""
        door, timestamp = self.demo["generic"], stamp or str(int(time.time()) - age_s)
        key = (secret or door["secret"]).encode()
        signed = hmac.new(key, timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()
        headers = {"X-Maraude-Timestamp": timestamp, "X-Maraude-Signature": f"sha256={signed}"}
        url = self.url + (path or door["path"])
        return httpx.post(url, content=body, headers=headers, timeout=timeout, trust_env=False)

    def outbox(self, after: str = "") -> dict[str, Any]:
        """Read what a polling partner reads."""
        door, query, timestamp = self.demo["generic"], f"after={after}", str(int(time.time()))
        signed = hmac.new(door["secret"].encode(), f"{timestamp}.{query}".encode(), hashlib.sha256).hexdigest()
        headers = {"X-Maraude-Timestamp": timestamp, "X-Maraude-Signature": f"sha256={signed}"}
        answer = httpx.get(f"{self.url}{door['path']}/outbox?{query}", headers=headers, trust_env=False)
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def api(self, path: str, *, association: str = "") -> httpx.Response:
        token = (self.demo["other"] if association == "other" else self.demo)["api_token"]
        return httpx.get(f"{self.url}/api/v1{path}", headers={"Authorization": f"Bearer {token}"}, trust_env=False)

    def pids(self) -> dict[str, int]:
        """Return the last known pid of each process, as the supervisor said it."""
        return {name: int(pid) for name, pid in re.findall(r"^(\w+) ready \(pid (\d+)\)", self.log.read_text(), re.M)}


def message(event_id: str, text: str, *, conversation: str = "c-journey") -> dict[str, object]:
    return {
        "event_id": event_id,
        "kind": "message",
        "conversation": {"id": conversation, "type": "dm"},
        "sender": {"scheme": "generic.user", "value": conversation},
        "content": {"text": text},
    }


def eventually(look: Callable[[], Any], *, within_s: float = 20) -> Any:
    """Return the first true value that `look` gives."""
    deadline = time.monotonic() + within_s
    while True:
        found = look()
        if found:
            return found
        if time.monotonic() > deadline:
            raise AssertionError("it did not happen in time")
        time.sleep(0.05)


@contextmanager
def running_house(**settings: str) -> Iterator[RunningHouse]:
    with tempfile.TemporaryDirectory(prefix="maraude-test-", ignore_cleanup_errors=True) as folder:
        Path(folder).chmod(0o755)
        home, port = Path(folder) / "home", free_port()
        environment = {k: v for k, v in os.environ.items() if not k.startswith(("MARAUDE_", "DJANGO_"))}
        environment |= {"MARAUDE_HOME": str(home), "MARAUDE_DEMO": "1", "PORT": str(port)}
        environment |= {"MARAUDE_DEMO_VISITORS": "0", **settings}  # nobody writes but the test
        log = Path(folder) / "log"
        with log.open("w") as output:
            command = [sys.executable, "-m", "maraude.cli.main", "up", "--demo"]
            process = subprocess.Popen(command, env=environment, stdout=output, stderr=subprocess.STDOUT, text=True)
        house = RunningHouse(url=f"http://127.0.0.1:{port}", home=home, process=process, log=log)
        try:
            eventually(lambda: "gateway ready" in log.read_text() or process.poll(), within_s=STARTS_WITHIN_S)
            assert process.poll() is None, log.read_text()
            house.demo = json.loads((home / "demo.json").read_text())
            yield house
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
