from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from maraude.channels.generic.channel import GenericChannel
from maraude.channels.generic.signature import check_signature
from maraude.channels.interface import Account, Plan, Refuse, Send
from maraude.core.channel import ConversationRef, Outbound, Purpose, ReplyState

NOW = datetime(2026, 1, 12, 19, 0, tzinfo=UTC)


def planned(*, url: str = "", is_stopped: bool = False, purpose: Purpose = Purpose.REPLY) -> Plan:
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
    return GenericChannel().plan(outbound, state=state, account=Account(secrets={"secret": "s"}, outbound_url=url))


def test_without_an_address_the_message_waits_to_be_fetched() -> None:
    plan = planned()
    assert isinstance(plan, Send)
    assert [request.url for request in plan.requests] == [""]


def test_a_partner_with_an_address_is_called_in_its_own_words() -> None:
    plan = planned(url="https://kiosk.example/in")
    assert isinstance(plan, Send)
    body = json.loads(plan.requests[0].body)
    assert (body["conversation"], body["message_id"], body["text"]) == ("theirs", "m1", "Tu veux qu'on en parle ?")


def test_a_call_is_signed_and_names_its_key() -> None:
    plan = planned(url="https://kiosk.example/in")
    assert isinstance(plan, Send)
    request = plan.requests[0]
    assert request.headers["idempotency-key"] == "k1"
    assert check_signature(
        secret="s",
        timestamp=request.headers["x-maraude-timestamp"],
        signature=request.headers["x-maraude-signature"],
        signed=request.body,
        at=NOW,
    )


@pytest.mark.parametrize("purpose", [Purpose.REPLY, Purpose.APPOINTMENT, Purpose.SERVICE])
def test_after_a_stop_nothing_leaves(purpose: Purpose) -> None:
    assert planned(is_stopped=True, purpose=purpose) == Refuse(reason="no_consent")


def test_a_safety_line_leaves_even_after_a_stop() -> None:
    assert isinstance(planned(is_stopped=True, purpose=Purpose.SAFETY), Send)
