"""How an event lies in its envelope: JSON under the association's key of the day."""

from __future__ import annotations

from datetime import date
from uuid import UUID

import msgspec

from maraude.core.channel import InboundEvent
from maraude.lib.crypto import associated, seal, unseal

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(InboundEvent)


def seal_event(key: bytes, event: InboundEvent, *, org_id: int, envelope_id: UUID, on: date) -> bytes:
    """Encrypt an event, tied to its organisation, envelope and day."""
    return seal(key, _encoder.encode(event), bound_to=associated(org_id, "envelope", envelope_id, on))


def open_event(key: bytes, sealed: bytes, *, org_id: int, envelope_id: UUID, on: date) -> InboundEvent:
    """Return the event; raises `Unreadable` when altered or when the key of that day was destroyed."""
    return _decoder.decode(unseal(key, sealed, bound_to=associated(org_id, "envelope", envelope_id, on)))


def seal_excerpt(key: bytes, text: str, *, org_id: int, envelope_id: UUID, on: date) -> bytes:
    """Encrypt the sentence an alert shows before its message is processed."""
    return seal(key, text.encode(), bound_to=associated(org_id, "excerpt", envelope_id, on))


def open_excerpt(key: bytes, sealed: bytes, *, org_id: int, envelope_id: UUID, on: date) -> str:
    """Return the sentence; raises `Unreadable` after seven days."""
    return unseal(key, sealed, bound_to=associated(org_id, "excerpt", envelope_id, on)).decode()
