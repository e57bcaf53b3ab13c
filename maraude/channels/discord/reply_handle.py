"""How an interaction is answered: by its token for a quarter of an hour, by private message if the person chose it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

import msgspec

# A token lives fifteen minutes; the last seconds are left for the way.
TOKEN_LASTS: Final = timedelta(minutes=14, seconds=30)


class ReplyHandle(msgspec.Struct, frozen=True, omit_defaults=True):
    """`until`: Unix seconds, after which the token is dead. `dm`: answer by private message."""

    token: str = ""
    until: int = 0
    dm: bool = False
    language: str = "fr"

    def token_at(self, at: datetime) -> str:
        """Return the token if it still lives at that instant."""
        return self.token if at.timestamp() < self.until else ""

    def write(self) -> str:
        """Return what is sealed with the conversation."""
        return msgspec.json.encode(self).decode()


def read_reply_handle(text: str) -> ReplyHandle:
    """Read what `write` wrote; an unknown one is none.

    >>> read_reply_handle("").token
    ''
    """
    try:
        return msgspec.json.decode(text, type=ReplyHandle)
    except (msgspec.MsgspecError, ValueError):
        return ReplyHandle()
