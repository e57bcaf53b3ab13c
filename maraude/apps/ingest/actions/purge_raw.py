from __future__ import annotations

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef

from maraude.apps.ingest.models import Envelope, EnvelopeKey, QueueItem
from maraude.core.retention import RAW_DAYS

_AT_ONCE = 5_000


def purge_raw(*, at: datetime) -> tuple[int, int]:
    """Erase events as they arrived, and the keys of their days, after seven days; return how many of each.

    What still waits for the processor stays, however old: nothing acknowledged is lost.
    """
    waiting = QueueItem.objects.filter(id=OuterRef("id"))
    old = Envelope.objects.filter(~Exists(waiting), received_at__lt=at - timedelta(days=RAW_DAYS))
    events = 0
    while ids := list(old.values_list("id", flat=True)[:_AT_ONCE]):
        events += Envelope.objects.filter(id__in=ids).delete()[0]
    used = Envelope.objects.filter(key_on=OuterRef("on"))
    last = (at - timedelta(days=RAW_DAYS)).date()
    keys, _ = EnvelopeKey.objects.filter(~Exists(used), on__lt=last).delete()
    return events, keys


def count_raw(*, at: datetime) -> int:
    """Return how many events `purge_raw` would erase."""
    waiting = QueueItem.objects.filter(id=OuterRef("id"))
    return Envelope.objects.filter(~Exists(waiting), received_at__lt=at - timedelta(days=RAW_DAYS)).count()
