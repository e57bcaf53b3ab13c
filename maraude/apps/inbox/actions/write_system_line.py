from __future__ import annotations

from datetime import datetime

from django.db.models import F
from django.db.models.functions import Coalesce

from maraude.apps.inbox.actions.write_message import write_text
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.inbox.models import Conversation, Direction, Message, Status
from maraude.apps.people.vault import person_key
from maraude.lib.ids import uuid7

CALLS_BACK = "attention"  # the purpose of a line that makes the conversation wait, as a message would


def write_system_line(
    *, conversation: Conversation, kind: str, at: datetime, text: str = "", calls_back: bool = False
) -> Message:
    """Write in the thread that something happened; `kind` has its word on the screens, `text` adds somebody's own.

    `calls_back` makes the conversation wait for a worker again, put off or closed as it may be.
    """
    line = Message(
        org_id=conversation.org_id,
        id=uuid7(),
        conversation_id=conversation.id,
        person_id=conversation.person_id,
        direction=Direction.SYSTEM,
        system_kind=kind,
        purpose=CALLS_BACK if calls_back else "",
        occurred_at=at,
        received_at=at,
    )
    write_text(line, text, person_key(conversation.person_id))
    line.save(force_insert=True)
    again: dict[str, object] = {"version": F("version") + 1}
    if calls_back:
        again |= {
            "waiting_since": Coalesce(F("waiting_since"), at),
            "snoozed_until": None,
            "status": Status.OPEN,
            "closed_at": None,
        }
    Conversation.objects.filter(id=conversation.id).update(**again)
    notify_conversations(org_id=conversation.org_id, conversation_ids=[conversation.id])
    return line
