"""What leaves for a Page's or an Instagram account's correspondent: a call a part, with the tag a person may use."""

from __future__ import annotations

from maraude.channels.graph.call import wire
from maraude.channels.interface import Account, Plan, Refuse, Send
from maraude.core.channel import Capabilities, Outbound, ReplyState
from maraude.core.may_leave import why_not
from maraude.core.reply_window import WindowState, reply_window
from maraude.core.splitting import split


def plan(outbound: Outbound, *, state: ReplyState, account: Account, capabilities: Capabilities) -> Plan:
    """Answer within 24 hours; until seven days as a person's own words (`HUMAN_AGENT`, never a rule's line)."""
    reason = why_not(outbound, state=state, capabilities=capabilities)
    if reason:
        return Refuse(reason=reason)
    window = reply_window(capabilities=capabilities, state=state, at=outbound.at).state
    kind = (
        {"messaging_type": "MESSAGE_TAG", "tag": "HUMAN_AGENT"}
        if window == WindowState.HUMAN_ONLY
        else {"messaging_type": "RESPONSE"}
    )
    parts = split(outbound.text, longest=capabilities.max_text, unit=capabilities.text_unit)
    whom = {"recipient": {"id": outbound.recipient.id}}
    return Send(
        requests=tuple(
            wire("/me/messages", {**whom, **kind, "message": {"text": part}}, account=account) for part in parts
        )
    )
