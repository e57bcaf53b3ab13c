"""Nothing that people type in reaches our own network (S-14): addresses as literals, as names, as answers."""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager

import httpcore
import pytest

from maraude.lib import safe_http

OURS = [
    "0.0.0.0",  # noqa: S104 - asked for, never bound
    "10.0.0.1", "100.64.0.1", "127.0.0.1", "127.255.255.254", "169.254.169.254", "172.16.0.1", "192.0.0.1", "192.0.2.1",
    "192.168.1.1", "198.18.0.1", "203.0.113.9", "224.0.0.1", "239.255.255.250", "240.0.0.1", "255.255.255.255",
    "::", "::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "64:ff9b:1::1", "2001::1", "2001:db8::1",
    "2002:7f00:1::", "fc00::1", "fd12::1", "fe80::1", "fe80::1%eth0", "ff02::1", "ff0e::1",
]  # fmt: skip
PUBLIC = ["1.1.1.1", "8.8.8.8", "185.199.108.153", "2606:4700:4700::1111", "::ffff:8.8.8.8"]
# The same loopback, as a browser or a library may read it: decimal, hexadecimal, octal, short.
WRITTEN = ["127.0.0.1", "2130706433", "0x7f000001", "0177.0.0.1", "127.1", "0", "[::1]", "[::ffff:7f00:1]", "localhost"]


@pytest.mark.parametrize("address", OURS)
def test_an_address_of_ours_is_refused(address: str) -> None:
    assert not safe_http.is_allowed(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_an_address_on_the_internet_is_allowed(address: str) -> None:
    assert safe_http.is_allowed(address)


@contextmanager
def listening(answer: bytes = b"") -> Iterator[tuple[int, list[bytes]]]:
    """Open a server on loopback; give its port and what it heard."""
    heard: list[bytes] = []
    server = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                connection, _ = server.accept()
            except OSError:
                return
            with closing(connection):
                heard.append(connection.recv(4096))
                connection.sendall(answer)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield server.getsockname()[1], heard
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join(timeout=5)


@pytest.mark.parametrize("host", WRITTEN)
def test_no_way_of_writing_loopback_reaches_it(host: str) -> None:
    with listening() as (port, heard):
        with pytest.raises(safe_http.NotSent):
            safe_http.post(f"http://{host}:{port}/", body=b"{}", headers={"host": host})
        assert heard == []


def test_a_name_that_changes_its_mind_is_judged_on_the_address_it_is_connected_to(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    with listening() as (port, heard):
        answers = iter(["8.8.8.8", "127.0.0.1"])  # what a rebinding server says first, then after
        asked: list[str] = []
        connected: list[str] = []

        def resolve(host: str, port: int, **_: object) -> list[tuple[object, ...]]:
            asked.append(host)
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (next(answers), port))]

        def connect(_self: object, host: str, *_: object) -> None:
            connected.append(host)
            raise safe_http.NotSent("unreachable")

        monkeypatch.setattr(socket, "getaddrinfo", resolve)
        monkeypatch.setattr(httpcore.SyncBackend, "connect_tcp", connect)
        for code in ("unreachable", "blocked_address"):
            with pytest.raises(safe_http.NotSent) as refused:
                safe_http.post(f"http://rebinding.example:{port}/", body=b"", headers={"host": "rebinding.example"})
            assert refused.value.code == code
        assert (connected, len(asked), heard) == (["8.8.8.8"], 2, [])


def test_a_redirect_is_an_answer_never_followed(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening() as (inner, heard_inside):
        redirect = f"HTTP/1.1 302 Found\r\nLocation: http://127.0.0.1:{inner}/\r\nContent-Length: 0\r\n\r\n".encode()
        with listening(redirect) as (outer, heard_outside):
            monkeypatch.setenv("MARAUDE_PRIVATE_PEERS", f"127.0.0.1:{outer}")
            answer = safe_http.post(f"http://127.0.0.1:{outer}/", body=b"{}", headers={"host": "x"})
            assert (answer.status, len(heard_outside), heard_inside) == (302, 1, [])


def test_a_named_peer_is_that_port_and_no_other(monkeypatch: pytest.MonkeyPatch) -> None:
    with listening(b"HTTP/1.1 204 No Content\r\n\r\n") as (port, heard):
        monkeypatch.setenv("MARAUDE_PRIVATE_PEERS", f"127.0.0.1:{port + 1}")
        with pytest.raises(safe_http.NotSent):
            safe_http.post(f"http://127.0.0.1:{port}/", body=b"", headers={"host": "x"})
        monkeypatch.setenv("MARAUDE_PRIVATE_PEERS", f"127.0.0.1:{port}")
        assert safe_http.post(f"http://127.0.0.1:{port}/", body=b"", headers={"host": "x"}).status == 204
        assert len(heard) == 1


def test_other_schemes_leave_nothing() -> None:
    for url in ("file:///etc/passwd", "gopher://1.1.1.1/", "ftp://1.1.1.1/"):
        with pytest.raises(safe_http.NotSent):
            safe_http.post(url, body=b"", headers={"host": "x"})
