from __future__ import annotations

from datetime import UTC, datetime

import pytest

from maraude.channels.interface import Account, Plan, Refuse, Send
from maraude.channels.webchat.channel import WebchatChannel
from maraude.core.channel import ConversationRef, Outbound, Purpose, ReceiptLevel, ReplyState, SendStatus

NOW = datetime(2026, 1, 12, 19, 0, tzinfo=UTC)


def planned(*, is_stopped: bool = False, purpose: Purpose = Purpose.REPLY) -> Plan:
    outbound = Outbound(
        idempotency_key="k1",
        message_id="m1",
        conversation_id="ours",
        recipient=ConversationRef(id="theirs"),
        text="Tu veux qu'on en parle ?",
        at=NOW,
        purpose=purpose,
    )
    state = ReplyState(last_inbound_at=NOW, is_stopped=is_stopped)
    return WebchatChannel().plan(outbound, state=state, account=Account(secrets={}))


def test_an_answer_is_left_on_the_page() -> None:
    plan = planned()
    assert isinstance(plan, Send)
    assert [WebchatChannel().execute(request).status for request in plan.requests] == [SendStatus.SENT]


@pytest.mark.parametrize("purpose", [Purpose.REPLY, Purpose.APPOINTMENT, Purpose.SERVICE])
def test_after_a_stop_nothing_leaves(purpose: Purpose) -> None:
    assert planned(is_stopped=True, purpose=purpose) == Refuse(reason="no_consent")


def test_a_safety_line_leaves_even_after_a_stop() -> None:
    assert isinstance(planned(is_stopped=True, purpose=Purpose.SAFETY), Send)


def test_the_page_can_tell_what_arrived_and_never_what_was_read() -> None:
    assert WebchatChannel().capabilities.receipt_level == ReceiptLevel.DELIVERED
