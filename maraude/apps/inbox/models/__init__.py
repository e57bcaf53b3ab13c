from __future__ import annotations

from maraude.apps.inbox.models.conversation import Conversation, Status
from maraude.apps.inbox.models.draft import Draft
from maraude.apps.inbox.models.held_change import HeldChange
from maraude.apps.inbox.models.message import Delivery, Direction, Message
from maraude.apps.inbox.models.need_found import NeedFound
from maraude.apps.inbox.models.outbox_item import OutboxItem, OutboxState
from maraude.apps.inbox.models.rate_bucket import RateBucket

__all__ = [
    "Conversation",
    "Delivery",
    "Direction",
    "Draft",
    "HeldChange",
    "Message",
    "NeedFound",
    "OutboxItem",
    "OutboxState",
    "RateBucket",
    "Status",
]
