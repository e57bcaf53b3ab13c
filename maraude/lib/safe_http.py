"""The one way out: HTTP to an address that people typed in, never into our own network (security.md S-14)."""

from __future__ import annotations

import ipaddress
import socket
import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import httpcore

from maraude.core.errors import MaraudeError
from maraude.lib import clock, env

TIMEOUT_S = 10.0
LONGEST_S = 15.0  # for the whole exchange, under the lease of a send
LARGEST_ANSWER = 1_048_576
# `is_global` alone lets these through: NAT64, 6to4 and Teredo carry a private address inside.
_TUNNELS = tuple(map(ipaddress.ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))


class NotSent(MaraudeError):
    """The request did not leave."""

    def __init__(self, code: str) -> None:
        """`code` says why: blocked_address, unreachable."""
        super().__init__()
        self.code = code


class AnswerLost(MaraudeError):
    """The request left and its answer was lost."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A status, and how long the server asks to wait."""

    status: int
    retry_after_s: float | None
    body: bytes


def is_allowed(address: str) -> bool:
    """Say whether an IP address is on the public Internet (or private ones were allowed for a test bench).

    >>> is_allowed("169.254.169.254"), is_allowed("100.64.0.1"), is_allowed("64:ff9b::a9fe:a9fe")
    (False, False, False)
    """
    if env.flag("MARAUDE_ALLOW_PRIVATE_ADDRESSES"):
        return True
    ip = ipaddress.ip_address(address.split("%", maxsplit=1)[0])
    if isinstance(ip, ipaddress.IPv6Address):
        if any(ip in tunnel for tunnel in _TUNNELS):
            return False
        ip = ip.ipv4_mapped or ip
    return ip.is_global and not ip.is_multicast


def is_peer(host: str, port: int) -> bool:
    """Say whether whoever runs this machine named `host:port` as theirs: a Kannel, a mail server next to us."""
    return f"{host}:{port}".casefold() in env.words("MARAUDE_PRIVATE_PEERS")


class _Hurried(httpcore.NetworkStream):
    """A connection with one deadline for everything: a server that gives a byte every nine seconds holds nobody."""

    def __init__(self, stream: httpcore.NetworkStream, until: float) -> None:
        self._stream = stream
        self._until = until

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Read what is there, before the deadline."""
        return self._stream.read(max_bytes, self._left(timeout, httpcore.ReadTimeout))

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Write before the deadline."""
        self._stream.write(buffer, self._left(timeout, httpcore.WriteTimeout))

    def close(self) -> None:
        """Close."""
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        """Go on in a tunnel, under the same deadline."""
        left = self._left(timeout, httpcore.ConnectTimeout)
        return _Hurried(self._stream.start_tls(ssl_context, server_hostname, left), self._until)

    def get_extra_info(self, info: str) -> object:
        """Return what the connection says of itself."""
        return self._stream.get_extra_info(info)

    def _left(self, timeout: float | None, error: type[httpcore.TimeoutException]) -> float:
        left = self._until - clock.monotonic()
        if left <= 0:
            raise error
        return left if timeout is None else min(left, timeout)


class _GuardedBackend(httpcore.SyncBackend):
    """Resolves once, judges the address, and connects to that very address: no rebinding in between."""

    def __init__(self, until: float) -> None:
        self._until = until

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        """Connect to the first allowed address of `host`."""
        try:
            found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
        except OSError as error:
            raise NotSent("unreachable") from error
        for *_, place in found:
            if is_allowed(str(place[0])) or is_peer(host, port):
                stream = super().connect_tcp(str(place[0]), port, timeout, local_address, socket_options)
                return _Hurried(stream, self._until)
        raise NotSent("blocked_address")


def post(url: str, *, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Post to a public address. Raises as `call`."""
    return call("POST", url, body=body, headers=headers)


def call(method: str, url: str, *, body: bytes = b"", headers: Mapping[str, str]) -> Answer:
    """Call a public address, without following redirects; it takes at most `LONGEST_S`.

    Raises `NotSent` when nothing left, `AnswerLost` when it may have.
    """
    timeout = {"connect": TIMEOUT_S, "read": TIMEOUT_S, "write": TIMEOUT_S, "pool": TIMEOUT_S}
    sent = body if body or method == "POST" else None  # an empty POST says its length too: some servers wait for it
    with httpcore.ConnectionPool(network_backend=_GuardedBackend(clock.monotonic() + LONGEST_S), retries=0) as pool:
        try:
            with pool.stream(
                method, url, headers=list(headers.items()), content=sent, extensions={"timeout": timeout}
            ) as response:
                content = b""
                for chunk in response.iter_stream():
                    content += chunk
                    if len(content) > LARGEST_ANSWER:
                        break
                answered = {name.lower(): value for name, value in response.headers}
                return Answer(
                    status=response.status, retry_after_s=_seconds(answered.get(b"retry-after", b"")), body=content
                )
        except (httpcore.ConnectError, httpcore.ConnectTimeout, httpcore.UnsupportedProtocol) as error:
            raise NotSent("unreachable") from error
        except (httpcore.TimeoutException, httpcore.NetworkError, httpcore.ProtocolError) as error:
            raise AnswerLost from error


def _seconds(value: bytes) -> float | None:
    return float(value) if value.isdigit() and len(value) < 6 else None
