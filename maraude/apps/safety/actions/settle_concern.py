from __future__ import annotations

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation
from maraude.apps.safety.actions.handle_alert import REASONS, ReasonNeeded
from maraude.core.errors import Refused
from maraude.core.safety import RiskLevel


class NotAConcern(Refused):
    """An alert is open here: close the alert."""

    code = "not_a_concern"


def settle_concern(*, conversation: Conversation, by_user_id: int, reason: str) -> None:
    """Take a conversation off the watch list, by a named person and with a reason; a new worrying message puts it back.

    Raises `ReasonNeeded`, or `NotAConcern` for what is more than a concern: that has an alert, closed on its own.
    """
    if reason not in REASONS:
        raise ReasonNeeded
    row = Conversation.objects.select_for_update().get(id=conversation.id)
    if row.danger_rank > RiskLevel.CONCERN.rank:
        raise NotAConcern
    if not Conversation.objects.filter(id=row.id, danger_rank=RiskLevel.CONCERN.rank).update(
        danger_rank=RiskLevel.NONE.rank, danger_kinds=[]
    ):
        return
    record(
        org_id=row.org_id,
        actor=user_actor(by_user_id),
        action="concern_settled",
        subject_kind="conversation",
        subject_id=row.id,
        reason=reason,
    )
    notify_conversations(org_id=row.org_id, conversation_ids=[row.id])
