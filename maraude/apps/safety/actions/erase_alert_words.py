from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from maraude.apps.safety.models import Alert, AlertState


def open_alerts_among(conversation_ids: Sequence[UUID]) -> set[UUID]:
    """Return which of these conversations have an alert that nobody closed."""
    rows = Alert.objects.filter(conversation_id__in=conversation_ids).exclude(state=AlertState.CLOSED)
    return set(rows.values_list("conversation_id", flat=True))


def erase_alert_words(*, conversation_ids: Sequence[UUID]) -> None:
    """Erase the sentences kept with alerts; that there was a danger, how it was handled and by whom stays."""
    Alert.objects.filter(conversation_id__in=conversation_ids).update(
        sealed_excerpt=None, key_on=None, sealed_close_note=None
    )
