from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from django.db import connection

from maraude.apps.ingest.models import QueueItem


def finish_items(*, envelope_ids: Collection[UUID]) -> None:
    """Take processed envelopes off the queue, in the transaction of their effects."""
    QueueItem.objects.filter(id__in=list(envelope_ids)).delete()


def put_back(*, envelope_id: UUID, delay_s: float) -> None:
    """Give up a claim for now: the head may be claimed again after `delay_s` seconds of the database's clock."""
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE ingest_queueitem SET leased_until = statement_timestamp() + make_interval(secs => %s) "
            "WHERE id = %s",
            [delay_s, envelope_id],
        )


def suspect_next(*, conversation_id: UUID) -> None:
    """Have what now waits first in this conversation tried alone too: what killed a worker may come next."""
    waiting = QueueItem.objects.filter(conversation_id=conversation_id).order_by("id")
    for item_id in waiting.values_list("id", flat=True)[:1]:
        QueueItem.objects.filter(id=item_id, attempts=0).update(attempts=1)
