from __future__ import annotations

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Conversations, messages, needs and what leaves."""

    name = "maraude.apps.inbox"
    label = "inbox"
