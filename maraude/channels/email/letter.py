"""A message of ours, from what a plan decided to the bytes a mail server takes."""

from __future__ import annotations

import re
from datetime import datetime
from email.errors import MessageError
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime
from typing import Final

import msgspec

from maraude.core.errors import MaraudeError

_NAMES: Final = re.compile(r"<[^\s<>]{3,250}>")
_MOST_NAMES: Final = 20


class NoLetter(MaraudeError):
    """What was planned is no message that could leave."""


class Letter(msgspec.Struct, frozen=True, kw_only=True):
    """What leaves. `name` is its Message-ID; `answers` the one of theirs, `before` those that came earlier."""

    sender: str
    shown: str
    to: str
    subject: str
    at: datetime
    name: str
    answers: str
    before: str
    is_automatic: bool
    text: str


def read_letter(body: bytes) -> Letter:
    """Read a plan's body back. Raises `NoLetter`."""
    try:
        return msgspec.json.decode(body, type=Letter)
    except msgspec.MsgspecError as error:
        raise NoLetter from error


def written(letter: Letter) -> bytes:
    """Return the whole message. Raises `NoLetter` for an address that is none."""
    try:
        return _message(letter).as_bytes()
    except (MessageError, ValueError, IndexError, TypeError) as error:
        raise NoLetter from error


def _message(letter: Letter) -> EmailMessage:
    message = EmailMessage(policy=SMTP)
    message["From"] = Address(display_name=letter.shown, addr_spec=letter.sender)
    message["To"] = Address(addr_spec=letter.to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(letter.at)
    message["Message-ID"] = letter.name
    if _NAMES.fullmatch(letter.answers):
        before = [name for name in _NAMES.findall(letter.before) if name != letter.answers]
        message["In-Reply-To"] = letter.answers
        message["References"] = " ".join([*before[-_MOST_NAMES:], letter.answers])
    if letter.is_automatic:
        message["Auto-Submitted"] = "auto-replied"
    message.set_content(letter.text, cte="quoted-printable")
    return message
