"""Whether a message may leave, whatever the channel: the rules that no adapter may forget (channels.md §7.5)."""

from __future__ import annotations

from maraude.core.channel import Capabilities, Outbound, Purpose, ReplyState, Visibility
from maraude.core.reply_window import WindowState, reply_window


def why_not(outbound: Outbound, *, state: ReplyState, capabilities: Capabilities) -> str:
    """Return the code of what forbids this message to leave now, empty when nothing does.

    In order: nothing personal where others read, nothing after a STOP, nothing too late, nothing out of the window
    that the platform opens when somebody writes (longer for the words of a person than for a rule's line).
    """
    if outbound.recipient.visibility != Visibility.PRIVATE and outbound.purpose != Purpose.INVITATION:
        return "public_place"
    if state.is_stopped and not outbound.passes_stop:
        return "no_consent"
    if outbound.expires_at is not None and outbound.at > outbound.expires_at:
        return "expired"
    match reply_window(capabilities=capabilities, state=state, at=outbound.at).state:
        case WindowState.CLOSED:
            return "window_closed"
        case WindowState.HUMAN_ONLY if outbound.author != "human":
            return "window_closed"
        case _:
            return ""
