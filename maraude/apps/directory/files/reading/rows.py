"""One row of a file before anybody knows what it says, and the error of a file that cannot be read."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from maraude.core.errors import Refused

FORMULA: Final = "a formula is not read: paste its value"


class UnreadableFile(Refused):
    """This file is not one that the directory reads."""

    code = "unreadable_file"


class Refusal(NamedTuple):
    """A value that was left out, and why."""

    field: str
    value: str
    message: str


class RawRow(NamedTuple):
    """A row by the names of its own columns, the line it stands on, and the bytes read so far."""

    line: int
    values: Mapping[str, Any]
    bytes_read: int
    refused: tuple[Refusal, ...] = ()
