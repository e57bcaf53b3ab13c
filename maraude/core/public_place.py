"""Places that others read: nothing is kept of people who did not address us, and nothing personal is said there."""

from __future__ import annotations

from typing import Final

from maraude.core.channel import EventKind, InboundEvent, Visibility

# What one does towards us on purpose, or what a platform tells us of our own account.
_TOWARDS_US: Final = {
    EventKind.INTERACTION,
    EventKind.CONVERSATION_OPENED,
    EventKind.CONSENT_SIGNAL,
    EventKind.DELIVERY,
    EventKind.ACCOUNT_NOTICE,
}
_CHANGES: Final = {EventKind.EDIT, EventKind.DELETE}


def is_for_us(event: InboundEvent) -> bool:
    """Say whether an event may be kept: said in private, or said to us.

    A place of which only some members read (`semi`) has bystanders too (channels.md §7.5, rule 4).
    """
    if event.conversation.visibility == Visibility.PRIVATE:
        return True
    return event.kind in _TOWARDS_US or event.content.mentions_us


def changes_what_we_keep(event: InboundEvent) -> bool:
    """Say whether an event that is not for us may still be about words that were: an edit or a deletion of them."""
    return event.kind in _CHANGES and bool(event.content.target)
