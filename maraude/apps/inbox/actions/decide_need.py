from __future__ import annotations

from uuid import UUID

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Message, NeedFound
from maraude.core.errors import Refused
from maraude.core.need import Need
from maraude.lib import clock

_DECISIONS = {"confirm": NeedFound.State.CONFIRMED, "dismiss": NeedFound.State.DISMISSED}


class UnknownDecision(Refused):
    """A need is confirmed or dismissed, nothing else."""

    code = "unknown_decision"


def decide_need(*, message_id: UUID, need: Need, decision: str, by_user_id: int) -> NeedFound:
    """Confirm (✓) or dismiss (✗) a need read in a message, or add one the program did not see.

    Raises `UnknownDecision`, or `Message.DoesNotExist` for a message of somebody else.
    """
    if decision not in _DECISIONS:
        raise UnknownDecision
    message = Message.objects.get(id=message_id)
    row, _ = NeedFound.objects.update_or_create(
        org_id=message.org_id,
        message_id=message_id,
        need=need.value,
        defaults={"state": _DECISIONS[decision], "decided_by_id": by_user_id, "decided_at": clock.now()},
        create_defaults={
            "conversation_id": message.conversation_id,
            "score": 1.0,
            "source": "worker",
            "state": _DECISIONS[decision],
            "decided_by_id": by_user_id,
            "decided_at": clock.now(),
        },
    )
    record(
        org_id=message.org_id,
        actor=user_actor(by_user_id),
        action=f"need_{_DECISIONS[decision]}",
        subject_kind="message",
        subject_id=message_id,
        reason=need.value,
    )
    notify_conversations(org_id=message.org_id, conversation_ids=[message.conversation_id])
    return row
