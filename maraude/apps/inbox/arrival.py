"""An event on its way into a thread, with what was understood of it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maraude.core.channel import InboundEvent
from maraude.core.safety import RiskLevel
from maraude.understanding.values import Understanding


@dataclass(frozen=True, slots=True, kw_only=True)
class Arrival:
    """One event of one conversation. `understanding` is None for what carries no text."""

    envelope_id: UUID
    account_id: UUID
    conversation_id: UUID
    received_at: datetime
    lookup: bytes
    event: InboundEvent
    understanding: Understanding | None
    screened: RiskLevel


@dataclass(frozen=True, slots=True, kw_only=True)
class Received:
    """What an arrival became: the message it made or changed, if any."""

    arrival: Arrival
    person_id: UUID
    message_id: UUID | None
    risk: RiskLevel
