"""A partner's server on the loopback: takes answers, and misbehaves when told to."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


@dataclass(kw_only=True)
class Partner:
    """What a partner received; `mood` is a status, "hang", "drip" or "lost" (takes it and never answers)."""

    url: str = ""
    mood: int | str = 200
    headers: dict[str, str] = field(default_factory=dict)
    received: list[dict[str, Any]] = field(default_factory=list)
    released: threading.Event = field(default_factory=threading.Event)

    @property
    def texts(self) -> list[str]:
        """Return the texts that came, in order."""
        return [one["text"] for one in self.received]


class _Handler(BaseHTTPRequestHandler):
    """Answers in the mood of its server's partner."""

    def do_POST(self) -> None:
        partner: Partner = self.server.partner  # type: ignore[attr-defined]
        partner.received.append(json.loads(self.rfile.read(int(self.headers["content-length"]))))
        if partner.mood == "hang":
            partner.released.wait(30)
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

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own word
        """Say nothing."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    partner: Partner

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: we hang up on purpose."""


@contextmanager
def partner_server() -> Iterator[Partner]:
    """Serve until the end of the block."""
    server = _Server(("127.0.0.1", 0), _Handler)
    server.partner = partner = Partner(url=f"http://127.0.0.1:{server.server_address[1]}/in")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield partner
    finally:
        partner.released.set()
        server.shutdown()
        server.server_close()
        thread.join()
