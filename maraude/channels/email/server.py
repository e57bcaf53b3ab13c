"""A mail server as a coordinator types it: a name, a port, and whether what passes is sealed from the first byte."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from maraude.core.errors import Refused
from maraude.lib.safe_http import is_peer

_HOST: Final = re.compile(r"[A-Za-z0-9](?:[A-Za-z0-9.-]{0,250}[A-Za-z0-9])?", re.ASCII)
_SEALED: Final = {465, 993}


class WrongServer(Refused):
    """A mail server is written like imap.example.org, or imap.example.org:993."""

    code = "wrong_server"


@dataclass(frozen=True, slots=True, kw_only=True)
class Server:
    """One server. Beyond this machine, nothing is said to it in clear: TLS at once, or STARTTLS before the password."""

    host: str
    port: int

    @property
    def is_sealed(self) -> bool:
        """Say whether TLS comes first (993, 465)."""
        return self.port in _SEALED

    @property
    def may_be_clear(self) -> bool:
        """Say whether whoever runs this machine named it as theirs (`MARAUDE_PRIVATE_PEERS`)."""
        return is_peer(self.host, self.port)

    def __str__(self) -> str:
        """Write it as it is kept."""
        return f"{self.host}:{self.port}"


def read_server(text: str, *, port: int) -> Server:
    """Read what was typed; `port` when none was. Raises `WrongServer`.

    >>> str(read_server(" imap.example.org ", port=993)), read_server("mail.example.org:143", port=993).is_sealed
    ('imap.example.org:993', False)
    """
    host, colon, typed = text.strip().partition(":")
    number = typed if colon else str(port)
    if _HOST.fullmatch(host) is None or not number.isdecimal() or not 0 < int(number[:6]) < 65_536:
        raise WrongServer
    return Server(host=host.casefold(), port=int(number))
