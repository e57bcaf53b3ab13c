from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.audit.models import AuditFact

READ = "conversation_read"
_AGAIN = timedelta(minutes=10)  # a page that refreshes itself is one reading


def note_reading(*, org_id: int, conversation_id: UUID, by_user_id: int, at: datetime) -> bool:
    """Leave in the journal that somebody read a conversation; one fact for ten minutes. Return whether it is new."""
    actor = user_actor(by_user_id)
    recent = AuditFact.objects.filter(
        subject_kind="conversation", subject_id=str(conversation_id), at__gt=at - _AGAIN, action=READ, actor=actor
    )
    if recent.exists():
        return False
    record(org_id=org_id, actor=actor, action=READ, subject_kind="conversation", subject_id=conversation_id)
    return True
