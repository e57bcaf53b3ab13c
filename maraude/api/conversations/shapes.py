"""Conversations as the API shows them. What is not written here does not leave."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec

from maraude.apps.inbox.models import Delivery, Direction, NeedFound, Status
from maraude.core.need import Need
from maraude.core.safety import RiskKind, RiskLevel

type Instant = Annotated[datetime, msgspec.Meta(tz=True)]
type Key = Annotated[str, msgspec.Meta(min_length=1, max_length=80)]
type Cursor = Annotated[
    str | None, msgspec.Meta(description="Send it back as `cursor` for what follows; null at the end.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A young person: an id and a pseudonym, nothing else."""

    id: UUID
    pseudonym: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Danger:
    """How soon a human must look, and why; only a named person lowers it."""

    level: RiskLevel
    kinds: list[RiskKind]


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedScore:
    """A need read in a conversation, and how surely, from 0 to 1."""

    need: Need
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class NeedDecision:
    """A need read in a message, how surely, and what a worker made of it."""

    need: Need
    score: float
    state: NeedFound.State


@dataclass(frozen=True, slots=True, kw_only=True)
class LastMessage:
    """The end of the thread. `text` is null once deleted by its author, or when the person was erased."""

    text: str | None
    at: Instant
    direction: Direction


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRow:
    """A conversation as a list shows it."""

    id: UUID
    person: Person
    channel: str
    status: Status
    risk: Danger
    needs: list[NeedScore]
    waiting_since: Instant | None
    last_message: LastMessage


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationPage:
    """A page of a folder, danger first (the most recently closed first in `closed`)."""

    results: list[ConversationRow]
    next: Cursor


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A message. `note` is between colleagues and never leaves; `text` is null once deleted or erased."""

    id: UUID
    direction: Direction
    text: str | None
    at: Instant
    delivery: Delivery
    needs: list[NeedDecision]
    risk: Danger
    edited: bool
    deleted: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Conversation(ConversationRow):
    """A conversation with the end of its thread, oldest message first; `next` leads to earlier messages."""

    messages: list[Message]
    next: Cursor


class NewMessage(msgspec.Struct, frozen=True, kw_only=True):
    """An answer to send (1 to 10,000 characters). The same key sends once, in one conversation, for one person."""

    text: str
    idempotency_key: Key
