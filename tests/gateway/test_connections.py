"""A connection that says nothing, or never ends, holds nobody's place."""

from __future__ import annotations

import socket
import threading
import time
from collections.abc import Iterator
from contextlib import ExitStack, closing

import pytest
import uvicorn

from maraude.gateway import connections
from maraude.gateway.asgi import Disconnected, Receive, Scope, Send, read_body, respond
from maraude.gateway.connections import BoundedConnection

pytestmark = [pytest.mark.allow_hosts(["127.0.0.1"]), pytest.mark.enable_socket]

HEAD = b"POST / HTTP/1.1\r\nHost: x\r\n"
WHOLE = HEAD + b"Content-Length: 2\r\n\r\nok"


async def app(scope: Scope, receive: Receive, send: Send) -> None:
    assert scope["type"] == "http"
    try:
        await respond(send, 200, await read_body(receive))
    except Disconnected:
        return


@pytest.fixture
def port(monkeypatch: pytest.MonkeyPatch) -> Iterator[int]:
    monkeypatch.setattr(connections, "HEAD_WITHIN_S", 0.3)
    monkeypatch.setattr(connections, "BODY_WITHIN_S", 0.3)
    listening = socket.create_server(("127.0.0.1", 0))
    config = uvicorn.Config(app, loop="uvloop", http=BoundedConnection, lifespan="off", log_config=None)
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
    thread.start()
    yield listening.getsockname()[1]
    server.should_exit = True
    thread.join()


def said(port: int, *parts: bytes, pause_s: float = 0) -> bytes:
    """Send the parts, and return all that is answered until the other side hangs up or two seconds pass."""
    with closing(socket.create_connection(("127.0.0.1", port), timeout=2)) as client:
        for part in parts:
            client.sendall(part)
            time.sleep(pause_s)
        return everything(client)


def everything(client: socket.socket) -> bytes:
    answer = b""
    try:
        while more := client.recv(65536):
            answer += more
    except TimeoutError:
        return answer + b" (still open)"
    except ConnectionError:
        return answer
    return answer


@pytest.mark.parametrize("start", [b"", b"POST", HEAD, HEAD + b"Content-Length: 9\r\n\r\nabc"])
def test_a_request_that_never_ends_is_given_up(port: int, start: bytes) -> None:
    answer = said(port, start)
    assert b"still open" not in answer
    assert b" 200 " not in answer


def test_a_slow_request_that_ends_in_time_is_served(port: int) -> None:
    assert said(port, HEAD, b"Content-Length: 2\r\n\r\n", b"ok", pause_s=0.15).startswith(b"HTTP/1.1 200")


def test_a_second_request_on_the_same_connection_is_served_and_has_its_own_time(port: int) -> None:
    assert said(port, WHOLE, WHOLE, WHOLE, pause_s=0.2).count(b"HTTP/1.1 200") == 3


def test_requests_sent_together_are_all_served(port: int) -> None:
    assert said(port, WHOLE * 5).count(b"HTTP/1.1 200") == 5


def test_headers_without_end_are_refused(port: int) -> None:
    assert said(port, HEAD + b"X-Long: " + b"a" * 100_000).startswith(b"HTTP/1.1 431")


def test_a_large_body_is_no_head(port: int) -> None:
    body = b"a" * 300_000
    answer = said(port, HEAD + b"Connection: close\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
    assert answer.startswith(b"HTTP/1.1 200")


@pytest.mark.parametrize("before", [b"", WHOLE])
def test_when_no_place_is_left_the_longest_silent_makes_room(
    port: int, monkeypatch: pytest.MonkeyPatch, before: bytes
) -> None:
    monkeypatch.setattr(BoundedConnection, "most", 10)
    monkeypatch.setattr(connections, "HEAD_WITHIN_S", 30)
    with ExitStack() as open_ones:
        silent = []
        for _ in range(30):
            silent.append(open_ones.enter_context(socket.create_connection(("127.0.0.1", port), timeout=0.1)))
            silent[-1].sendall(before)
        time.sleep(0.2)
        assert said(port, WHOLE.replace(b"Host", b"Connection: close\r\nHost")).startswith(b"HTTP/1.1 200")
        alive = [everything(one).endswith(b"(still open)") for one in silent]
    assert (alive[:20], sum(alive)) == ([False] * 20, 9)
