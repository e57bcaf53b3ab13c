from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from maraude.apps.ingest.models import Envelope, QueueItem


def erase_envelopes(*, conversation_ids: Sequence[UUID]) -> int:
    """Erase what arrived for these conversations, processed or still waiting; return how many envelopes went.

    Waits for a processor that holds them: what it was writing is then there to be erased too.
    """
    QueueItem.objects.filter(conversation_id__in=conversation_ids).delete()
    erased, _ = Envelope.objects.filter(conversation_id__in=conversation_ids).delete()
    return erased
