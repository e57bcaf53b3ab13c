"""Alerts as the API shows them: never a word of what was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal
from uuid import UUID

import msgspec

from maraude.api.conversations.shapes import Cursor, Instant
from maraude.apps.safety.models import AlertState
from maraude.core.safety import RiskKind, RiskLevel

# Written out for the document; a test holds them equal to REASONS.
type CloseReason = Literal[
    "person_safe", "emergency_called", "handed_to_service", "not_a_danger", "lost_touch", "other"
]


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """An episode of danger. It is raised at the door: its conversation may follow a second later."""

    id: UUID
    conversation: UUID
    level: RiskLevel
    kinds: list[RiskKind]
    state: AlertState
    raised_at: Instant


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertPage:
    """A page of alerts: the most serious first, then the oldest."""

    results: list[AlertRow]
    next: Cursor


class Closing(msgspec.Struct, frozen=True, kw_only=True):
    """Why an alert is closed, by the person of the token."""

    reason: CloseReason
