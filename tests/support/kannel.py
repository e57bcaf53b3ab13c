"""A double of Kannel's sendsms, for what needs no real one: its four answers, as recorded from Kannel 1.4.5."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

from tests.support.loopback import Handler, serving

USER, PASSWORD = "maraude", "kannel-de-nuit"


@dataclass(kw_only=True)
class Kannel:
    """What it was given for telephones: their numbers and the words."""

    url: str = ""
    sent: list[tuple[str, str]] = field(default_factory=list)


class _Handler(Handler):
    def do_POST(self) -> None:  # noqa: N802 - the library's own word
        kannel: Kannel = self.server.state
        body = self.rfile.read(int(self.headers["content-length"]))
        status, said = 202, "0: Accepted for delivery"
        if (self.headers["x-kannel-username"], self.headers["x-kannel-password"]) != (USER, PASSWORD):
            status, said = 403, "Authorization failed for sendsms"
        elif not self.headers["x-kannel-to"]:
            status, said = 400, "Missing receiver(s) number(s), rejected"
        else:
            kannel.sent.append((self.headers["x-kannel-to"], body.decode()))
        self.send_response(status)
        self.send_header("content-length", str(len(said)))
        self.end_headers()
        self.wfile.write(said.encode())
        self.close_connection = True


@contextmanager
def kannel_double() -> Iterator[Kannel]:
    """Serve until the end of the block."""
    kannel = Kannel()
    with serving(_Handler, kannel) as kannel.url:
        yield kannel
