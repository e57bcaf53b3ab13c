"""A real mail server on the loopback."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message

from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Message as Handler

from tests.house import free_port


class _Keep(Handler):
    """Keeps what it is given."""

    def __init__(self, kept: list[Message]) -> None:
        super().__init__()
        self._kept = kept

    def handle_message(self, message: Message) -> None:
        self._kept.append(message_from_bytes(bytes(message)))


@dataclass(kw_only=True)
class Post:
    """A mail server, and the letters it took."""

    url: str = ""
    letters: list[Message] = field(default_factory=list)

    @property
    def recipients(self) -> list[str]:
        """Return who was written to, by first name."""
        return [str(letter["To"]).split("@", maxsplit=1)[0] for letter in self.letters]


@contextmanager
def mail_server() -> Iterator[Post]:
    """Serve until the end of the block."""
    post = Post()
    controller = Controller(_Keep(post.letters), hostname="127.0.0.1", port=free_port())
    controller.start()
    try:
        post.url = f"smtp://127.0.0.1:{controller.port}"
        yield post
    finally:
        controller.stop()
