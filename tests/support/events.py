"""Things that young people of the cast do on a channel."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from maraude.core.channel import (
    Attachment,
    Content,
    ConversationRef,
    EventKind,
    IdentityRef,
    InboundEvent,
    Visibility,
)

EVENING = datetime(2026, 1, 12, 19, 0, tzinfo=UTC)

# Words whose level the floor rules have always given.
CALM = "salut, je cherche une formation"
URGENT = "je veux mourir"
IMMEDIATE = "j'ai avalé des cachets"


def event(
    text: str = CALM,
    *,
    id: str = "e1",  # noqa: A002 - the event's own word
    thread: str = "enzo",
    sender: str = "",
    minute: float = 0,
    kind: EventKind = EventKind.MESSAGE,
    target: str | None = None,
    signal: str | None = None,
    visibility: Visibility = Visibility.PRIVATE,
    mentions_us: bool = False,
    attachments: tuple[str, ...] = (),
) -> InboundEvent:
    """Return one thing that happened, `minute` minutes into the evening; the sender is the thread's own person."""
    return InboundEvent(
        event_id=id,
        channel="generic",
        kind=kind,
        occurred_at=EVENING + timedelta(minutes=minute),
        conversation=ConversationRef(id=thread, visibility=visibility),
        sender=IdentityRef(scheme="generic.user", value=sender or thread),
        content=Content(
            text=text,
            target=target,
            signal=signal,
            mentions_us=mentions_us,
            attachments=tuple(Attachment(kind=kind) for kind in attachments),
        ),
    )
