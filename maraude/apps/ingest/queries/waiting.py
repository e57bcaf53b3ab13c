from __future__ import annotations

from datetime import datetime
from uuid import UUID

from maraude.apps.ingest.models import Envelope, QueueItem
from maraude.apps.ingest.queries.pending import envelope_keys
from maraude.channels.envelope import open_event
from maraude.core.channel import InboundEvent
from maraude.lib.crypto import Unreadable


def waiting_count(conversation_id: UUID) -> int:
    """Return how many events of a conversation are not processed yet."""
    return QueueItem.objects.filter(conversation_id=conversation_id).count()


def waiting_events(conversation_id: UUID) -> list[tuple[InboundEvent, datetime]]:
    """Return what arrived in a conversation and is not processed yet, oldest first, with when it arrived."""
    ids = list(QueueItem.objects.filter(conversation_id=conversation_id).values_list("id", flat=True))
    if not ids:
        return []
    envelopes = list(Envelope.objects.filter(id__in=ids).order_by("id"))
    keys = envelope_keys({envelope.key_on for envelope in envelopes})
    found = []
    for envelope in envelopes:
        if (key := keys.get(envelope.key_on)) is None:
            continue
        try:
            sealed = bytes(envelope.sealed_event)
            event = open_event(key, sealed, org_id=envelope.org_id, envelope_id=envelope.id, on=envelope.key_on)
        except Unreadable:
            continue  # the processor will say so in the thread, and call a person
        found.append((event, envelope.received_at))
    return found
