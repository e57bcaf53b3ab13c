"""How the words of a message, and what was understood of them, are put in its row."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec

from maraude.apps.inbox.models import Message, NeedFound
from maraude.apps.people.vault import seal_text
from maraude.lib.text import storable
from maraude.understanding.values import Understanding

_NO_CLOCK_BEFORE = datetime(2000, 1, 1, tzinfo=UTC)  # a device that lost its clock says 1970, or year 1


def said_at(event_time: datetime, received_at: datetime) -> datetime:
    """Return the platform's time, never later than the arrival: a clock that runs ahead must not hide a message.

    A time of before this century is no time at all: the arrival's is taken.
    """
    return min(event_time, received_at) if event_time >= _NO_CLOCK_BEFORE else received_at


def write_text(message: Message, text: str, key: bytes) -> None:
    """Encrypt the words of a message into its row."""
    message.sealed_text = seal_text(
        key,
        storable(text),
        org_id=message.org_id,
        person_id=message.person_id,
        column="text",
        row_id=message.id,
    )


def write_understanding(message: Message, understanding: Understanding, key: bytes) -> None:
    """Keep the danger in clear (it orders the lists), the rest encrypted; a level never goes down."""
    risk = understanding.risk
    message.risk_rank = max(message.risk_rank, risk.level.rank)
    message.risk_kinds = [kind.value for kind in risk.kinds]
    message.risk_rules = list(risk.rules)
    message.model_version = f"{understanding.model.name} {understanding.model.version}"[:40]
    kept = {
        "slots": understanding.slots,
        "language": understanding.language,
        "risk": {"evidence": risk.evidence, "score": risk.score, "about": risk.about, "level": risk.level},
        "ask": understanding.ask,
    }
    message.sealed_understanding = seal_text(
        key,
        msgspec.json.encode(kept).decode(),
        org_id=message.org_id,
        person_id=message.person_id,
        column="understanding",
        row_id=message.id,
    )


def found_needs(org_id: int, message: Message, understanding: Understanding) -> list[NeedFound]:
    """Return the rows of the needs read in a message, sure ones and doubtful ones."""
    sure = [
        NeedFound(
            org_id=org_id,
            conversation_id=message.conversation_id,
            message_id=message.id,
            need=found.need,
            score=found.score,
            evidence=[list(span) for span in found.evidence],
            source=found.source,
        )
        for found in understanding.needs
    ]
    doubtful = [
        NeedFound(
            org_id=org_id,
            conversation_id=message.conversation_id,
            message_id=message.id,
            need=doubt.need,
            score=doubt.score,
            source="model",
            state=NeedFound.State.DOUBTFUL,
        )
        for doubt in understanding.ask
        if doubt.need not in {found.need for found in understanding.needs}
    ]
    return sure + doubtful
