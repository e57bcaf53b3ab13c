"""Reports of a carrier: how far a message of ours got, whatever their order; and nobody is met by a report."""

from __future__ import annotations

from itertools import permutations

import pytest

from maraude.apps.inbox.actions.claim_outbox import claim_outbox
from maraude.apps.inbox.actions.record_sending import record_sending
from maraude.apps.inbox.actions.send_message import send_message
from maraude.apps.inbox.models import Conversation, Delivery, Message, OutboxItem
from maraude.apps.people.models import Person
from maraude.core.channel import EventKind, InboundEvent, SendResult, SendStatus
from tests.support.door import say
from tests.support.events import event
from tests.support.fixtures import Process
from tests.support.roles import as_role
from tests.support.world import Association, another_account


@pytest.fixture
def answer(lanterne: Association, process: Process) -> Message:
    """Enzo wrote, Nour answered: the answer is on its way."""
    say(lanterne, event("bonjour"))
    process()
    with lanterne.inside():
        return send_message(
            conversation=Conversation.objects.get(),
            text="Bonsoir",
            author_id=lanterne.staff["nour"],
            idempotency_key="k",
        )


def report(message: Message | str, signal: str | None, kind: EventKind = EventKind.DELIVERY) -> InboundEvent:
    target = message if isinstance(message, str) else str(message.id)
    return event("", id=f"r{signal}{kind}", thread=f"report:{target}", kind=kind, target=target, signal=signal)


def delivery(association: Association, message: Message) -> str:
    with association.inside():
        return Message.objects.get(id=message.id).delivery


@pytest.mark.parametrize("order", list(permutations(("sent", "delivered", "failed"))))
def test_what_arrived_stays_arrived_in_any_order(
    lanterne: Association, process: Process, answer: Message, order: tuple[str, ...]
) -> None:
    for signal in order:
        say(lanterne, report(answer, signal))
        process()
    assert delivery(lanterne, answer) == Delivery.DELIVERED


def test_a_message_that_did_not_arrive_calls_a_worker_back(
    lanterne: Association, process: Process, answer: Message
) -> None:
    with lanterne.inside():
        assert Conversation.objects.get().waiting_since is None
    say(lanterne, report(answer, "failed"))
    process()
    with lanterne.inside():
        assert Conversation.objects.get().waiting_since is not None
    assert delivery(lanterne, answer) == Delivery.FAILED


def test_a_report_before_the_end_of_the_call_is_not_taken_back(
    lanterne: Association, process: Process, answer: Message
) -> None:
    with as_role("jobs"):
        (claim,) = claim_outbox(limit=1)
    say(lanterne, report(answer, "delivered"))
    process()
    with lanterne.inside():
        record_sending(claim=claim, result=SendResult(status=SendStatus.SENT))
    assert delivery(lanterne, answer) == Delivery.DELIVERED


def test_a_reading_is_noted(lanterne: Association, process: Process, answer: Message) -> None:
    say(lanterne, report(answer, None, EventKind.READ_BY_USER))
    process()
    assert delivery(lanterne, answer) == Delivery.READ


@pytest.mark.parametrize("target", ["", "x", "0199e3a0-5f6b-7c11-9c2e-6b6f1f0c7a11"])
def test_a_report_about_nothing_changes_nothing_and_meets_nobody(
    lanterne: Association, process: Process, answer: Message, target: str
) -> None:
    say(lanterne, report(target, "delivered"))
    process()
    with lanterne.inside():
        assert (Person.objects.count(), Conversation.objects.count()) == (1, 1)
    assert delivery(lanterne, answer) == Delivery.QUEUED


def test_a_report_of_another_association_changes_nothing(
    lanterne: Association, quai: Association, process: Process, answer: Message
) -> None:
    say(quai, report(answer, "delivered"))
    process()
    assert delivery(lanterne, answer) == Delivery.QUEUED


def test_a_report_by_another_account_changes_nothing(lanterne: Association, process: Process, answer: Message) -> None:
    say(another_account(lanterne, channel="generic"), report(answer, "delivered"))
    process()
    assert delivery(lanterne, answer) == Delivery.QUEUED


def test_a_report_that_names_a_part_as_the_platform_does_finds_our_message(
    lanterne: Association, process: Process, answer: Message
) -> None:
    with lanterne.inside():
        OutboxItem.objects.filter(message_id=answer.id).update(provider_ids=["mid.1", "mid.2"])
    say(lanterne, report("mid.2", "delivered"))
    process()
    assert delivery(lanterne, answer) == Delivery.DELIVERED


def test_a_platform_s_name_counts_only_on_the_account_it_left_by(
    lanterne: Association, process: Process, answer: Message
) -> None:
    with lanterne.inside():
        OutboxItem.objects.filter(message_id=answer.id).update(provider_ids=["mid.1"])
    other = another_account(lanterne, channel="generic")
    for where, named in ((other, "mid.1"), (lanterne, "mid.9"), (lanterne, "")):
        say(where, report(named, "delivered"))
        process()
    assert delivery(lanterne, answer) == Delivery.QUEUED
