"""What the clients were told: they alone decide what was acknowledged (security.md 4.4)."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from enum import StrEnum


class Class(StrEnum):
    """The classes of message, each forced in every run."""

    NORMAL = "normal"
    DANGER = "danger"
    POISON = "poison"
    KILLER = "killer"
    DUPLICATE = "duplicate"
    LATE = "late"
    EDITED = "edited"
    DELETED = "deleted"
    HUGE = "huge"
    EMPTY = "empty"
    OTHER = "other"


@dataclass(kw_only=True)
class Said:
    """One message of a client: `acknowledged_at` stays None until a 200 came."""

    event_id: str
    kind: Class
    conversation: str
    text: str
    acknowledged_at: float | None = None
    finally_reads: str | None = None  # after an edit or a deletion that was acknowledged


@dataclass(kw_only=True)
class Ledger:
    """Everything said, in the order of each conversation, and every answer that the API took."""

    said: list[Said] = field(default_factory=list)
    answers: dict[str, str] = field(default_factory=dict)  # message → text, once the API took it
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def write(self, entry: Said) -> Said:
        """Add a line before its first try."""
        with self._lock:
            self.said.append(entry)
        return entry

    def acknowledged(self) -> list[Said]:
        """Return what must never be lost."""
        return [one for one in self.said if one.acknowledged_at is not None]
