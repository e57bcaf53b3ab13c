"""A connection to a server that people typed in, never into our own network: what `safe_http` does, for mail."""

from __future__ import annotations

import socket

from maraude.lib.safe_http import NotSent, is_allowed, is_peer


def connect(host: str, port: int, *, timeout_s: float) -> socket.socket:
    """Connect to the first allowed address of `host`, the one that was judged. Raises `NotSent`."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as error:
        raise NotSent("unreachable") from error
    for *_, place in found:
        if is_allowed(str(place[0])) or is_peer(host, port):
            try:
                return socket.create_connection((str(place[0]), port), timeout=timeout_s)
            except OSError as error:
                raise NotSent("unreachable") from error
    raise NotSent("blocked_address")
