"""After a batch: alerts that the door could not raise, and the one right line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from maraude.apps.inbox.arrival import Received
from maraude.apps.safety.actions.answer_danger import answer_danger
from maraude.apps.safety.actions.raise_alert import raise_alert


def call_for_help(*, org_id: int, received: Sequence[Received], at: datetime) -> None:
    """Raise what was understood to be worse than what the door saw, then answer each danger once."""
    for item in received:
        if item.risk.is_alert and item.risk.rank > item.arrival.screened.rank:
            understood = item.arrival.understanding
            raise_alert(
                org_id=org_id,
                conversation_id=item.arrival.conversation_id,
                envelope_id=item.arrival.envelope_id,
                level=item.risk,
                kinds=understood.risk.kinds if understood else (),
                rules=understood.risk.rules if understood else (),
                source="model",
                is_about_other=bool(understood and understood.risk.about == "other"),
            )
    dangerous = {item.arrival.conversation_id for item in received if item.risk.is_alert}
    if dangerous:
        answer_danger(org_id=org_id, conversation_ids=dangerous, at=at)
