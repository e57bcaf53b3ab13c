"""What an answer needs of the message it answers: its name, its subject, the names before it."""

from __future__ import annotations

import msgspec


class Answered(msgspec.Struct, frozen=True):
    """The message of theirs that we answer."""

    name: str = ""
    subject: str = ""
    before: str = ""


def write_reply_handle(answered: Answered) -> str:
    """Write it, to be sealed."""
    return msgspec.json.encode(answered).decode()


def read_reply_handle(text: str) -> Answered:
    """Read it back; what cannot be read is nothing known."""
    try:
        return msgspec.json.decode(text, type=Answered)
    except msgspec.MsgspecError:
        return Answered()
