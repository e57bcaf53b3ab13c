"""What the house answers by itself to what arrives: fixed lines, once, and never in place of a person."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from maraude.apps.inbox.actions.invite_privately import invite_privately
from maraude.apps.inbox.actions.open_threads import Thread
from maraude.apps.inbox.actions.send_lines import send_rule_line
from maraude.apps.inbox.arrival import Arrival
from maraude.core.attachment import is_unopened
from maraude.core.channel import EventKind, Visibility
from maraude.core.house_lines import unopened_text

_SPOKEN = {EventKind.MESSAGE, EventKind.INTERACTION, EventKind.CONVERSATION_OPENED}


def answer_by_itself(*, arrivals: Sequence[Arrival], threads: Mapping[UUID, Thread]) -> None:
    """Invite in private who wrote where others read; say once to a person that we open no file."""
    for arrival in arrivals:
        if arrival.event.kind not in _SPOKEN:
            continue
        conversation = threads[arrival.conversation_id].row
        if conversation.visibility != Visibility.PRIVATE:
            invite_privately(conversation=conversation, at=arrival.received_at)
        elif is_unopened(arrival.event.content.attachments):
            send_rule_line(
                conversation=conversation,
                text=unopened_text("fr"),
                idempotency_key=f"unopened-{conversation.person_id}",
            )
