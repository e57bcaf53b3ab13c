"""What the box for the answer says before one types: until when one may answer, and whether others read."""

from __future__ import annotations

from typing import Any

from maraude.apps.inbox.actions.invite_privately import invited_at
from maraude.apps.inbox.actions.send_message import LONGEST, answer_window
from maraude.apps.inbox.models import Conversation
from maraude.channels.registry import CHANNELS
from maraude.core.channel import Visibility
from maraude.core.reply_window import WindowState
from maraude.lib import clock


def answer_context(conversation: Conversation) -> dict[str, Any]:
    """Return the window of the channel, whether words may leave at all, and the invitation of a public place."""
    is_public = conversation.visibility != Visibility.PRIVATE
    capabilities = CHANNELS[conversation.channel].capabilities
    window = answer_window(conversation)
    return {
        "is_public": is_public,
        "window": window,
        "can_answer": not is_public and window.state != WindowState.CLOSED,
        "invited_at": invited_at(conversation, at=clock.now()) if is_public else None,
        "capabilities": capabilities,
        "leaves_in_parts": capabilities.max_text < LONGEST,
    }
