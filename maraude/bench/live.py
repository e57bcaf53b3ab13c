"""`maraude bench live`: from a partner's webhook to an event seen by fifty open pages, the whole house running."""

from __future__ import annotations

import json
import os
import shutil
import signal
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import uvloop

from maraude.bench.listeners import Heard, Sent, listen_and_send, sign_in
from maraude.bench.memory import cpu_s, pss_mb, tree
from maraude.bench.place import free_port
from maraude.channels.generic.signature import sign
from maraude.lib.database import Cluster
from maraude.lib.database.configuration import SUPERUSER

_PAGES, _PER_S, _SECONDS = 50, 100, 20
_STARTS_WITHIN_S = 90
_TEXTS = (
    "slt jcherche un taf sur metz g 19 ans",
    "g plus de thunes et la caf répond pas",
    "vous êtes ouverts le samedi ?",
    "je veux reprendre une formation de cuisine",
    "mdr on a perdu la game",
)


def run(*, is_small: bool = False) -> dict[str, Any]:
    """Send a hundred messages a second for twenty seconds, each in its own thread, to a house with fifty pages open."""
    seconds = 4 if is_small else _SECONDS
    with _running_house() as (port, home, root):
        demo = json.loads((home / "demo.json").read_text(encoding="utf-8"))
        url = f"http://127.0.0.1:{port}"
        cookies = [sign_in(url, user["email"], user["password"]) for user in demo["users"]]
        _warm(port, demo, cookies)
        before, memory = cpu_s(tree(root, home)), list[dict[str, float]]()
        done = threading.Event()
        watcher = threading.Thread(target=_watch, args=(root, home, memory, done))
        watcher.start()
        heard, sent = uvloop.run(
            listen_and_send(
                port=port,
                cookies=cookies,
                pages=_PAGES,
                requests=_requests(demo["generic"], "live", seconds * _PER_S),
                each_s=1 / _PER_S,
            )
        )
        done.set()
        watcher.join()
        spent = {name: round(s - before.get(name, 0.0), 1) for name, s in cpu_s(tree(root, home)).items()}
        threads = _threads(home)
    highest = max(memory, key=lambda one: sum(one.values()))
    return {
        "bench": "live",
        "pages": _PAGES,
        "messages_per_s": _PER_S,
        "seconds": seconds,
        **_delays(heard, sent, threads),
        "pss_mb": round(sum(highest.values())),
        "pss_by_process_mb": highest,
        "cpu_s_by_process": spent,
        "load_1min": round(os.getloadavg()[0], 2),
        "cores": os.cpu_count(),
    }


def _delays(heard: Sequence[Heard], sent: Sent, threads: Mapping[str, str]) -> dict[str, Any]:
    """Return the delays from when each message was due to leave until each page was told of its thread."""
    due = {threads.get(f"live-{number}", ""): at for number, at in enumerate(sent.due)}
    delays, lost, reloads = [], 0, 0
    for page in heard:
        seen = _seen(page)
        reloads += seen.pop("reload", 0) > 0
        for thread, at in due.items():
            if thread in seen:
                delays.append((seen[thread] - at) * 1000)
            else:
                lost += 1
    cuts = statistics.quantiles(delays, n=100)
    return {
        "generator_late_p99_ms": _p99_ms(sent.late_s),
        "acknowledged_p99_ms": _p99_ms(sent.acknowledged_s),
        "p50_ms": round(cuts[49], 1),
        "p99_ms": round(cuts[98], 1),
        "max_ms": round(max(delays), 1),
        "lost": lost,
        "not_stored": len(sent.due) - len(threads),
        "not_acknowledged": sent.failed,
        "told_to_reload": reloads,
    }


def _p99_ms(seconds: Sequence[float]) -> float:
    return round(statistics.quantiles(seconds, n=100)[98] * 1000, 1)


def _seen(page: Heard) -> dict[str, float]:
    """Return when a page was first told of each thread; an event may be cut between two pieces."""
    seen: dict[str, float] = {}
    rest = b""
    for at, piece in page.pieces:
        *events, rest = (rest + piece).split(b"\n\n")
        for event in events:
            if b"event: reload" in event:
                seen.setdefault("reload", at)
            begins = event.find(b"data: ")
            if begins < 0:
                continue
            for thread in json.loads(event[begins + 6 :].split(b"\r\n")[0] or b"{}").get("ids", ()):
                seen.setdefault(thread, at)
    return seen


def _warm(port: int, demo: Mapping[str, Any], cookies: Sequence[str]) -> None:
    """Let every process do once what it will do often."""
    requests = _requests(demo["generic"], "warm", 100)
    uvloop.run(listen_and_send(port=port, cookies=cookies, pages=2, requests=requests, each_s=0.02))


def _requests(door: Mapping[str, str], prefix: str, number: int) -> list[bytes]:
    """Return ready-made, signed requests: each message begins a thread of its own."""
    made, timestamp = [], int(time.time())
    for place in range(number):
        event = {
            "event_id": f"{prefix}-{place}",
            "kind": "message",
            "conversation": {"id": f"{prefix}-{place}", "type": "dm"},
            "sender": {"scheme": "generic.user", "value": f"{prefix}-{place}"},
            "content": {"text": _TEXTS[place % len(_TEXTS)]},
        }
        body = json.dumps(event, ensure_ascii=False).encode()
        head = (
            f"POST {door['path']} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n"
            f"content-length: {len(body)}\r\nx-maraude-timestamp: {timestamp}\r\n"
            f"x-maraude-signature: {sign(secret=door['secret'], timestamp=timestamp, signed=body)}\r\n\r\n"
        )
        made.append(head.encode() + body)
    return made


def _threads(home: Path) -> dict[str, str]:
    """Return the thread of each message that was stored."""
    place = Cluster(home).dsn(role=SUPERUSER, database="maraude")
    with psycopg.connect(place) as connection:
        rows = connection.execute("SELECT event_id, conversation_id FROM inbox_message WHERE event_id LIKE 'live-%'")
        return {event_id: str(thread) for event_id, thread in rows.fetchall()}


def _watch(root: int, home: Path, memory: list[dict[str, float]], done: threading.Event) -> None:
    while not done.wait(1.0):
        memory.append(pss_mb(tree(root, home)))


@contextmanager
def _running_house() -> Iterator[tuple[int, Path, int]]:
    """Run `maraude up --demo` in a folder of its own, without the demo's visitors."""
    folder = Path(tempfile.mkdtemp(prefix="maraude-bench-"))
    folder.chmod(0o755)  # ours: the server's account must be able to enter it
    port, home = free_port(), folder / "home"
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("MARAUDE_", "DJANGO_"))}
    environment |= {"MARAUDE_HOME": str(home), "PORT": str(port), "MARAUDE_DEMO_VISITORS": "0"}
    command = [sys.executable, "-m", "maraude.cli.main", "up", "--demo"]
    with (folder / "log").open("w") as log:
        house = subprocess.Popen(command, env=environment, stdout=log, stderr=subprocess.STDOUT)
    try:
        _wait(house, f"http://127.0.0.1:{port}/readyz", folder / "log")
        yield port, home, house.pid
    finally:
        house.send_signal(signal.SIGINT)
        try:
            house.wait(30)
        except subprocess.TimeoutExpired:
            house.kill()
        shutil.rmtree(folder, ignore_errors=True)


def _wait(house: subprocess.Popen[bytes], url: str, log: Path) -> None:
    for _ in range(_STARTS_WITHIN_S * 5):
        if house.poll() is not None:
            raise RuntimeError(log.read_text(encoding="utf-8"))
        try:
            if httpx.get(url, timeout=2, trust_env=False).status_code == 200 and "sender ready" in log.read_text():
                return
        except httpx.HTTPError:
            pass
        time.sleep(0.2)
    raise RuntimeError("the house did not start in time")
