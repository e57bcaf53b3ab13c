from __future__ import annotations

from datetime import datetime

from maraude.apps.inbox.actions.write_system_line import write_system_line
from maraude.apps.inbox.models import Conversation

_AT_ONCE = 100


def wake_snoozed(*, at: datetime) -> int:
    """Bring back the conversations of the current organisation that were put off until now; return how many."""
    due = Conversation.objects.select_for_update(skip_locked=True).filter(snoozed_until__lte=at)
    woken = list(due.order_by("id")[:_AT_ONCE])
    for conversation in woken:
        write_system_line(conversation=conversation, kind="woken", at=at, calls_back=True)
    return len(woken)
