from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from maraude.apps.ingest.models import Envelope, QueueItem


def erase_envelopes(*, conversation_ids: Sequence[UUID], until: datetime | None = None) -> int:
    """Erase what arrived for these conversations, processed or still waiting; return how many envelopes went.

    Waits for a processor that holds them: what it was writing is then there to be erased too. `until` spares what
    arrived later: a rule of ours must not erase the word of somebody who comes back at that very moment.
    """
    envelopes = Envelope.objects.filter(conversation_id__in=conversation_ids)
    waiting = QueueItem.objects.filter(conversation_id__in=conversation_ids)
    if until is not None:
        envelopes = envelopes.filter(received_at__lte=until)
        waiting = waiting.filter(id__in=list(envelopes.values_list("id", flat=True)))
    waiting.delete()
    erased, _ = envelopes.delete()
    return erased
