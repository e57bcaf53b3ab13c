"""Until when a worker can answer: the window that a platform opens when somebody writes, and what is left after it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from maraude.core.channel import Capabilities, ReplyState


class WindowState(StrEnum):
    """Whether an answer may leave now."""

    UNLIMITED = "unlimited"
    OPEN = "open"
    HUMAN_ONLY = "human_only"  # only what a person wrote, never a rule's line
    CLOSED = "closed"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyWindow:
    """The state of a window, and the instant at which it changes next (none: it does not, until they write)."""

    state: WindowState
    until: datetime | None = None


def reply_window(*, capabilities: Capabilities, state: ReplyState, at: datetime) -> ReplyWindow:
    """Return whether one may answer at `at`, counted from the young person's last message; both ends are included.

    A channel with a window, on which nobody wrote yet, is closed: the young person starts (channels.md §7.5). What
    their last message set (`answer_until`) comes before what the channel sets for everybody.
    """
    if state.answer_until is not None:
        is_open = at <= state.answer_until
        return ReplyWindow(
            state=WindowState.OPEN if is_open else WindowState.CLOSED, until=state.answer_until if is_open else None
        )
    if capabilities.reply_window_s is None:
        return ReplyWindow(state=WindowState.UNLIMITED)
    if state.last_inbound_at is None:
        return ReplyWindow(state=WindowState.CLOSED)
    closes_at = state.last_inbound_at + timedelta(seconds=capabilities.reply_window_s)
    if at <= closes_at:
        return ReplyWindow(state=WindowState.OPEN, until=closes_at)
    ends_at = state.last_inbound_at + timedelta(seconds=capabilities.human_extension_s or 0)
    if at <= ends_at:
        return ReplyWindow(state=WindowState.HUMAN_ONLY, until=ends_at)
    return ReplyWindow(state=WindowState.CLOSED)
