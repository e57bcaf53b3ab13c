"""Those who break the house: each named point in turn, then anything by chance."""

from __future__ import annotations

import contextlib
import random
import signal
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

import httpx

from tests.faults.bench import Bench
from tests.faults.points import EARLY, points_of

PROCESSES = ("gateway", "processor", "sender", "pages")
_QUICK = ("gateway",)  # back in a moment: its points take both


def _once(point: str) -> str:
    """Kill where something just left or is just about to be written; elsewhere raise, which takes no restart."""
    return "kill" if point.endswith((".sent", ".called", "record.before_commit", "work.committed")) else "raise"


@dataclass(kw_only=True)
class Nemesis:
    """Breaks, and counts what it broke."""

    bench: Bench
    chance: random.Random
    faults: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def lie_in_wait(self) -> None:
        """Arm, before anybody writes, what only the poison of the run passes."""
        for point in points_of("processor"):
            if point.startswith(EARLY):
                self.bench.arm(point, "raise")

    def every_point(self, *, within_s: float) -> None:
        """Break at each point of each process, the processes side by side."""
        threads = [threading.Thread(target=self._points, args=(name, within_s)) for name in PROCESSES]
        done = threading.Event()
        threads.append(threading.Thread(target=self._bring_work, args=(done,)))
        for thread in threads:
            thread.start()
        for thread in threads[:-1]:
            thread.join()
        done.set()
        threads[-1].join()

    def _points(self, process: str, within_s: float) -> None:
        for point in sorted(points_of(process), key=lambda point: point.startswith(EARLY)):
            for action in ("raise", "kill") if process in _QUICK else (_once(point),):
                if not point.startswith(EARLY):
                    self.bench.arm(point, action)
                deadline = time.monotonic() + within_s
                while self.bench.is_armed(point) and time.monotonic() < deadline:
                    time.sleep(0.05)
                if self.bench.is_armed(point):
                    self.missed.append(f"{point} {action}")

    def _bring_work(self, done: threading.Event) -> None:
        """Bring about what only happens now and then, so that its points are passed."""
        while not done.wait(1.5):
            self.bench.bring_work()
            self.bench.time_passes()
            self.bench.partner.mood = "slow" if self.bench.is_armed("sender.put_off.before_commit") else 200
            if self.bench.is_armed("sender.put_off.committed"):
                self.bench.partner.mood = "slow"
            self._look_at_a_page()

    def _look_at_a_page(self) -> None:
        url, form = self.bench.house.url, {"login": "camille@lanterne.example", "password": "maraude-de-nuit"}
        with contextlib.suppress(httpx.HTTPError), httpx.Client(base_url=url, trust_env=False, timeout=10) as client:
            client.get("/accounts/login/")
            form["csrfmiddlewaretoken"] = client.cookies.get("csrftoken") or ""
            client.post("/accounts/login/", data=form, headers={"origin": url})
            client.get("/inbox/")

    def kill_each(self) -> None:
        """Kill each process and the database once more, from outside, while the others work."""
        for process in (*PROCESSES, "listener", "database"):
            if self.bench.kill(process):
                self.faults["kill"] += 1
            time.sleep(1)

    def cut_connections(self, times: int) -> None:
        """Cut every connection to the database, again and again."""
        for _ in range(times):
            self.faults["cut"] += self._cut()
            time.sleep(0.3)

    def by_chance(self, *, faults: int, within_s: float, pause_s: float) -> None:
        """Break something at random, again and again, until there were enough faults or no time is left."""
        deadline = time.monotonic() + within_s
        while sum(self.faults.values()) + len(self.bench.broken()) < faults and time.monotonic() < deadline:
            self.once()
            time.sleep(self.chance.uniform(0.5, 1.5) * pause_s)
        self.bench.partner.mood = 200

    def once(self) -> None:
        """Break one thing."""
        kind = self.chance.choices(list(_KINDS), weights=list(_KINDS.values()))[0]
        if getattr(self, f"_{kind}")():
            self.faults[kind] += 1

    def _arm(self) -> bool:
        process = self.chance.choice(PROCESSES[:3])
        action = self.chance.choice(("kill", "raise", "raise", "raise", "sleep 0.5"))
        self.bench.arm(self.chance.choice(points_of(process)), action)
        return False  # counted when somebody passes there

    def _kill(self) -> bool:
        return self.bench.kill(self.chance.choice(PROCESSES))

    def _freeze(self) -> bool:
        process = self.chance.choice(PROCESSES)
        if not self.bench.kill(process, signal.SIGSTOP):
            return False
        time.sleep(self.chance.uniform(0.1, 2.6))
        return self.bench.kill(process, signal.SIGCONT)

    def _cut(self) -> bool:
        found = self.bench.sql(
            "SELECT count(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE usename LIKE 'maraude_%%' "
            "AND usename <> 'maraude_super' AND pid <> pg_backend_pid()"
        )
        return bool(found[0][0])

    def _leases(self) -> bool:
        self.bench.time_passes()
        return True

    def _partner(self) -> bool:
        self.bench.partner.mood = self.chance.choice((503, 500, "lost", 200, 200))
        return self.bench.partner.mood != 200

    def _database(self) -> bool:
        return self.bench.kill("database")


_KINDS = {"arm": 60, "kill": 10, "freeze": 4, "cut": 14, "leases": 6, "partner": 8, "database": 2}
