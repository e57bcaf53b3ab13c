"""What a partner fetches, in its own words: its conversation, our message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

import msgspec

from maraude.api.conversations.shapes import Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class Departed:
    """A message to hand over. `conversation` is the id the partner gave; `message_id` never repeats."""

    conversation: str
    message_id: UUID
    text: str
    at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class OutboxPage:
    """Messages in the order they left."""

    results: list[Departed]
    next: Annotated[
        str | None,
        msgspec.Meta(
            description="Send it back as `after` next time; the same when nothing is new, null before the first."
        ),
    ]
