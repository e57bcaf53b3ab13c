"""A small HTTP server on a free port of the loopback, for a test to call."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any


class Server(ThreadingHTTPServer):
    """Holds in `state` what its handlers share."""

    daemon_threads = True
    state: Any

    def handle_error(self, request: object, client_address: object) -> None:
        """Say nothing: we hang up on purpose."""


class Handler(BaseHTTPRequestHandler):
    """A handler that keeps quiet."""

    server: Server

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the library's own word
        """Say nothing."""


@contextmanager
def serving(handler: type[Handler], state: Any) -> Iterator[str]:
    """Serve until the end of the block; yield the address."""
    server = Server(("127.0.0.1", 0), handler)
    server.state = state
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_address[1]}"
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
