"""A partner's server on the loopback: takes answers, and misbehaves when told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from tests.support.loopback import Handler, serving


@dataclass(kw_only=True)
class Partner:
    """What a partner received; `mood` is a status, "hang", "drip", "slow" (a 503 that took its time) or
    "lost" (takes it and never answers)."""

    url: str = ""
    mood: int | str = 200
    headers: dict[str, str] = field(default_factory=dict)
    received: list[dict[str, Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def texts(self) -> list[str]:
        """Return the texts that came, in order."""
        return [one["text"] for one in self.received]


class _Handler(Handler):
    """Answers in the mood of its server's partner."""

    def do_POST(self) -> None:  # noqa: N802 - the library's own word
        partner: Partner = self.server.state
        partner.received.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        if partner.mood == "hang":
            partner.released.wait(30)
        elif partner.mood == "slow":
            partner.released.wait(2.2)
            self._answer(partner, 503)
        elif partner.mood == "drip":
            self._drip(partner)
        elif isinstance(partner.mood, int):
            self._answer(partner, partner.mood)
        self.close_connection = True

    def _answer(self, partner: Partner, status: int) -> None:
        self.send_response(status)
        for name, value in {**partner.headers, "content-length": "0"}.items():
            self.send_header(name, value)
        self.end_headers()

    def _drip(self, partner: Partner) -> None:
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        while not partner.released.wait(0.05):
            self.wfile.write(b"x-slow: 1\r\n")


@contextmanager
def partner_server() -> Iterator[Partner]:
    """Serve until the end of the block."""
    partner = Partner()
    with serving(_Handler, partner) as address:
        partner.url = f"{address}/in"
        try:
            yield partner
        finally:
            partner.released.set()
