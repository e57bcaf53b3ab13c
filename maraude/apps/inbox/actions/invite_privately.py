"""In a place that others read, one fixed line: where to write in private. Nothing else is ever said there."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final

from django.conf import settings

from maraude.apps.inbox.actions.send_lines import send_rule_line
from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.ingest.models import ChannelAccount
from maraude.core.channel import Purpose
from maraude.core.house_lines import invitation_text

ONCE_IN: Final = timedelta(days=7)


def invite_privately(*, conversation: Conversation, at: datetime, language: str = "fr") -> Message | None:
    """Leave the address of the private page, at most once a person in seven days; None when nothing leaves.

    Nothing leaves after a STOP, nor where the association has no page of its own.
    """
    if invited_at(conversation, at=at) is not None:
        return None
    chat = ChannelAccount.objects.filter(channel="webchat", is_active=True).order_by("created_at").first()
    if chat is None:
        return None
    url = f"{settings.PUBLIC_URL.rstrip('/')}/chat/{chat.key}"
    return send_rule_line(
        conversation=conversation,
        text=invitation_text(language, url=url),
        idempotency_key=f"invitation-{conversation.person_id}-{at:%Y%m%d}",
        purpose=Purpose.INVITATION,
    )


def invited_at(conversation: Conversation, *, at: datetime) -> datetime | None:
    """Return when this person was last invited, within the seven days that count."""
    lines = Message.objects.filter(
        person_id=conversation.person_id, purpose=Purpose.INVITATION, occurred_at__gt=at - ONCE_IN
    )
    return lines.order_by("-occurred_at").values_list("occurred_at", flat=True).first()
