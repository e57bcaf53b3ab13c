from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import datetime

from maraude.channels.webchat.submission import Submission
from maraude.core.channel import Content, ConversationRef, EventKind, IdentityRef, InboundEvent, Referral


def event_id(submission: Submission, *, visitor: str) -> str:
    """Return what makes a submission count once: who, which press of the button, and which words.

    The words count too: a page reached again by the back button has its old key, and must not lose a new text.
    """
    words = hashlib.sha256(f"{submission.signal}\n{submission.text}".encode()).hexdigest()[:24]
    return f"{visitor[:32]}-{submission.key}-{words}"


def to_event(submissions: Sequence[Submission], *, visitor: str, at: datetime) -> InboundEvent:
    """Return one event of one visitor; several submissions of somebody who writes very fast become one message."""
    first = submissions[0]
    door = next((one.door for one in submissions if one.door), "")
    return InboundEvent(
        event_id=event_id(first, visitor=visitor),
        channel="webchat",
        kind=EventKind.CONSENT_SIGNAL if first.signal else EventKind.MESSAGE,
        occurred_at=at,
        conversation=ConversationRef(id=visitor, type="widget"),
        sender=IdentityRef(scheme="web.visitor", value=visitor),
        content=Content(
            text="\n".join(one.text for one in submissions),
            referral=Referral(code=door) if door else None,
            signal=first.signal or None,
        ),
    )
