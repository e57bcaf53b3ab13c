"""The demo's visitors: they write by the signed door while somebody looks, and answer when they are answered."""

from __future__ import annotations

import hashlib
import hmac
import json
import logging
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

import httpx

from maraude.lib import clock, env, logs
from maraude.simulation.visits import Visit, visit_event, visits

log = logging.getLogger("maraude.simulation")

FIRST_AFTER_S: Final = 25.0  # time to look around before the first arrival
BETWEEN_VISITS_S: Final = 50.0
BETWEEN_LINES_S: Final = 9.0
THINKING_S: Final = 12.0
_LOOK_EVERY_S: Final = 3.0


@dataclass(kw_only=True, slots=True)
class Visitor:
    """One visit under way: the place of the next line, and when it may leave (None: waits for an answer)."""

    visit: Visit
    due_at: float | None
    place: int = 0

    @property
    def thread(self) -> str:
        """The conversation's name at the partner."""
        return self.visit.thread or f"visit-{self.visit.id}"


@dataclass(kw_only=True, slots=True)
class Street:
    """All visitors, and what they do at a moment. `post` sends one event by the door and says whether it was stored."""

    post: Callable[[dict[str, object]], bool]
    begins_at: float
    visitors: list[Visitor] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Let visitors come one after the other."""
        first = self.begins_at + FIRST_AFTER_S
        self.visitors = [
            Visitor(visit=visit, due_at=first + number * BETWEEN_VISITS_S) for number, visit in enumerate(visits())
        ]

    def move(self, *, now: float, stamp: str) -> None:
        """Send every line that is due at `now`; what was not stored is tried again at the next move."""
        for visitor in self.visitors:
            if visitor.due_at is not None and visitor.due_at <= now and self.post(self._event(visitor, stamp)):
                visitor.place += 1
                visitor.due_at = self._next_due(visitor, now)

    def hear(self, thread: str, *, now: float) -> None:
        """Let the visitor who was answered think, then go on."""
        for visitor in self.visitors:
            if visitor.thread == thread and visitor.due_at is None and visitor.place < len(visitor.visit.lines):
                visitor.due_at = now + THINKING_S

    def _next_due(self, visitor: Visitor, now: float) -> float | None:
        lines = visitor.visit.lines
        if visitor.place == len(lines) or lines[visitor.place].after_reply:
            return None
        return now + BETWEEN_LINES_S

    def _event(self, visitor: Visitor, stamp: str) -> dict[str, object]:
        name = f"visit-{visitor.visit.id}-{visitor.place}"
        return visit_event(visitor.visit, thread=visitor.thread, place=visitor.place, event_id=name, occurred_at=stamp)


def main() -> None:
    """Walk the street until the house stops; do nothing more once every visit has been said."""
    logs.configure()
    door = Door.of_the_demo(env.home() / "demo.json")
    street = Street(post=door.post, begins_at=clock.monotonic())
    after = door.read(None)[1]
    while True:
        street.move(now=clock.monotonic(), stamp=datetime.fromtimestamp(clock.unix(), UTC).isoformat())
        threads, after = door.read(after)
        for thread in threads:
            street.hear(thread, now=clock.monotonic())
        time.sleep(_LOOK_EVERY_S)


@dataclass(frozen=True, slots=True, kw_only=True)
class Door:
    """The demo's generic door, from outside: signed posts in, the outbox read."""

    url: str
    secret: str

    @classmethod
    def of_the_demo(cls, path: Path) -> Door:
        """Read where the demo's door is; ends the process when there is no demo."""
        try:
            made: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))["generic"]
        except (OSError, ValueError, KeyError):
            sys.exit("There is no demo here: nobody to visit.")
        host, port = env.text("MARAUDE_HOST", "127.0.0.1"), env.integer("MARAUDE_PORT", 8000, minimum=1, maximum=65535)
        shown = f"[{host}]" if ":" in host else host
        return cls(url=f"http://{shown}:{port}{made['path']}", secret=made["secret"])

    def post(self, event: dict[str, object]) -> bool:
        """Send one event; say whether it was acknowledged."""
        body = json.dumps(event, ensure_ascii=False).encode()
        try:
            answer = httpx.post(self.url, content=body, headers=self._signed(body), timeout=10, trust_env=False)
        except httpx.HTTPError as error:
            log.info("the door did not answer (%s)", type(error).__name__)
            return False
        return answer.status_code == 200

    def read(self, after: str | None) -> tuple[list[str], str | None]:
        """Return whose threads were answered since `after`, and where to go on."""
        query = f"after={after or ''}"
        try:
            answer = httpx.get(
                f"{self.url}/outbox?{query}", headers=self._signed(query.encode()), timeout=10, trust_env=False
            )
            found: dict[str, Any] = answer.raise_for_status().json()
        except (httpx.HTTPError, ValueError) as error:
            log.info("the outbox could not be read (%s)", type(error).__name__)
            return [], after
        return [row["conversation"] for row in found["results"]], found["next"] or after

    def _signed(self, signed: bytes) -> dict[str, str]:
        stamp = str(int(clock.unix()))
        mac = hmac.digest(self.secret.encode(), stamp.encode() + b"." + signed, hashlib.sha256).hex()
        return {"X-Maraude-Timestamp": stamp, "X-Maraude-Signature": f"sha256={mac}"}


if __name__ == "__main__":
    main()
