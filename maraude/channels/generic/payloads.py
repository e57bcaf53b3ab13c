"""The neutral event as partners write it. Unknown fields are ignored, so that an older program reads a newer one."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

import msgspec

from maraude.core.channel import (
    Attachment,
    Content,
    ConversationRef,
    EventKind,
    IdentityRef,
    InboundEvent,
    Referral,
    Visibility,
)

type Identifier = Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
type Label = Annotated[str, msgspec.Meta(max_length=200)]


class AttachmentPayload(msgspec.Struct):
    kind: Label = "file"
    mime: Label | None = None
    size: int | None = None
    filename: Label | None = None


class ReferralPayload(msgspec.Struct):
    code: Label = ""
    source: Label | None = None


class ContentPayload(msgspec.Struct):
    text: str | None = None
    attachments: list[AttachmentPayload] = []
    reply_to: Label | None = None
    target: Label | None = None
    referral: ReferralPayload | str | None = None
    signal: Label | None = None
    mentions_us: bool = False


class ConversationPayload(msgspec.Struct):
    id: Identifier
    type: Label = "dm"
    visibility: Visibility = Visibility.PRIVATE
    parent_id: Label | None = None
    e2ee: bool = False


class SenderPayload(msgspec.Struct):
    value: Identifier
    scheme: Label = "generic.user"
    display_name: str | None = None
    handle: str | None = None
    is_bot: bool = False


class EventPayload(msgspec.Struct):
    """One neutral event. `channel` and `account` may be given: the path decides."""

    event_id: Identifier
    conversation: ConversationPayload
    sender: SenderPayload
    kind: str = "message"
    occurred_at: datetime | None = None
    content: ContentPayload | None = None

    def to_event(self, *, at: datetime) -> InboundEvent:
        """Return the event as the rest of the house knows it; a kind we do not know is kept as unknown."""
        occurred_at = self.occurred_at or at
        return InboundEvent(
            event_id=self.event_id,
            channel="generic",
            kind=_KINDS.get(self.kind, EventKind.UNKNOWN),
            occurred_at=occurred_at if occurred_at.tzinfo else occurred_at.replace(tzinfo=at.tzinfo),
            conversation=ConversationRef(
                id=self.conversation.id,
                type=self.conversation.type,
                visibility=self.conversation.visibility,
                parent_id=self.conversation.parent_id,
                e2ee=self.conversation.e2ee,
            ),
            sender=IdentityRef(
                scheme=self.sender.scheme,
                value=self.sender.value,
                display_name=self.sender.display_name,
                handle=self.sender.handle,
                is_bot=self.sender.is_bot,
            ),
            content=_content(self.content) if self.content else Content(),
        )


_KINDS = {kind.value: kind for kind in EventKind}


def _content(payload: ContentPayload) -> Content:
    referral = payload.referral
    if isinstance(referral, str):
        referral = ReferralPayload(code=referral)
    return Content(
        text=payload.text or "",
        attachments=tuple(
            Attachment(kind=one.kind, mime=one.mime, size=one.size, filename=one.filename)
            for one in payload.attachments
        ),
        reply_to=payload.reply_to,
        target=payload.target,
        referral=Referral(code=referral.code, source=referral.source) if referral and referral.code else None,
        signal=payload.signal,
        mentions_us=payload.mentions_us,
    )
