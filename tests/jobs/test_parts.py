"""A text cut in parts: what the platform took never leaves twice, whatever breaks in between."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import pytest
from django.db.models.functions import Now

from maraude.apps.inbox.actions.send_message import send_message
from maraude.apps.inbox.models import Conversation, Message, OutboxItem
from maraude.channels.interface import Account, Plan, Send, WireRequest
from maraude.channels.registry import CHANNELS
from maraude.core.channel import Bucket, Capabilities, Outbound, ReceiptLevel, ReplyState, SendResult, SendStatus
from maraude.jobs.sender import send_waiting
from tests.support.door import say
from tests.support.events import event
from tests.support.fixtures import Process
from tests.support.roles import as_role


@dataclass(kw_only=True)
class InParts:
    """A channel that sends each word alone; `moods` are the ends of its next calls."""

    moods: list[SendStatus]
    buckets: Sequence[Bucket] = ()
    taken: list[str] = field(default_factory=list)

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            channel="generic",
            max_text=5,
            text_unit="chars",
            receipt_level=ReceiptLevel.SENT,
            idempotent_send=False,
            buckets=tuple(self.buckets),
        )

    def plan(self, outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
        del state, account
        return Send(requests=tuple(WireRequest(body=word.encode()) for word in outbound.text.split()))

    def execute(self, request: WireRequest) -> SendResult:
        mood = self.moods.pop(0) if self.moods else SendStatus.SENT
        if mood == SendStatus.SENT:
            self.taken.append(request.body.decode())
            return SendResult(status=mood, provider_ids=(f"id-{request.body.decode()}",))
        return SendResult(status=mood, error="temporary")


def send_all(lanterne: Any, *, rounds: int = 4) -> str:
    for _ in range(rounds):
        with as_role("jobs"):
            send_waiting()
        with lanterne.inside():
            OutboxItem.objects.update(not_before=Now(), leased_until=Now())
    with lanterne.inside():
        return Message.objects.get(direction="out").delivery


@pytest.fixture
def answered(lanterne: Any, process: Process) -> Any:
    say(lanterne, event("bonjour"))
    process()
    with lanterne.inside():
        conversation = Conversation.objects.get()
        send_message(
            conversation=conversation, text="un deux trois", author_id=lanterne.staff["nour"], idempotency_key="k"
        )
    return lanterne


@pytest.mark.parametrize("broken", [SendStatus.FAILED, SendStatus.RATE_LIMITED])
def test_after_a_failure_the_rest_leaves_and_nothing_twice(
    answered: Any, monkeypatch: pytest.MonkeyPatch, broken: SendStatus
) -> None:
    channel = InParts(moods=[SendStatus.SENT, broken, SendStatus.SENT, broken])
    monkeypatch.setitem(CHANNELS, "generic", channel)
    assert send_all(answered) == "sent"
    assert channel.taken == ["un", "deux", "trois"]
    with answered.inside():
        assert OutboxItem.objects.get().provider_ids == ["id-un", "id-deux", "id-trois"]


def test_a_lost_answer_in_the_middle_is_a_persons_to_decide(answered: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = InParts(moods=[SendStatus.SENT, SendStatus.AMBIGUOUS])
    monkeypatch.setitem(CHANNELS, "generic", channel)
    assert (send_all(answered), channel.taken) == ("ambiguous", ["un"])


def test_each_part_counts_for_the_rate(answered: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = InParts(moods=[], buckets=[Bucket(scope="conversation", count=2, seconds=3600)])
    monkeypatch.setitem(CHANNELS, "generic", channel)
    send_all(answered)
    assert channel.taken == ["un", "deux"]


def test_a_new_person_counts_once_for_the_account(answered: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    channel = InParts(moods=[], buckets=[Bucket(scope="new_recipient", count=1, seconds=86_400)])
    monkeypatch.setitem(CHANNELS, "generic", channel)
    assert (send_all(answered), channel.taken) == ("sent", ["un", "deux", "trois"])


def test_what_waited_too_long_is_dropped_and_comes_back_to_a_worker(answered: Any) -> None:
    with answered.inside():
        OutboxItem.objects.update(expires_at="2020-01-01T00:00:00Z")
    assert send_all(answered, rounds=1) == "refused"
    with answered.inside():
        assert Conversation.objects.get().waiting_since is not None


def test_nothing_is_left_to_call_when_all_parts_were_taken(answered: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """Killed between the last part and its end: an idempotent channel calls nothing again."""
    channel = InParts(moods=[])
    monkeypatch.setitem(CHANNELS, "generic", channel)
    with answered.inside():
        OutboxItem.objects.update(parts_done=3)
    assert (send_all(answered), channel.taken) == ("sent", [])
