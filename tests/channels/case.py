"""A recorded case: what a platform sends, and what must be read in it. Each channel has its own in <name>/cases.py."""

from __future__ import annotations

from dataclasses import dataclass

from maraude.channels.interface import RawRequest
from maraude.core.channel import EventKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """One case. `request` when it comes by our door, else `body` as a line brings it.

    `expected`: the kind of each event, and its words (or its signal when it has none). Nothing is expected of what is
    malformed or concerns nobody here.
    """

    name: str
    expected: tuple[tuple[EventKind, str], ...] = ()
    request: RawRequest | None = None
    body: bytes = b""
