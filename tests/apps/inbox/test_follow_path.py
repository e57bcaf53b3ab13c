"""What the program notices of a path, and what closing says of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.actions.follow_path import follow_path
from maraude.apps.inbox.actions.move_conversation import close
from maraude.apps.inbox.actions.send_lines import send_safety_line
from maraude.apps.inbox.actions.send_message import send_message
from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.orgs.models import Organisation
from maraude.apps.people.models import PathStep
from maraude.core.path import Step
from maraude.jobs.sender import send_waiting
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import EVENING, event
from tests.support.fixtures import Process
from tests.support.roles import as_role
from tests.support.world import Association


def steps(association: Association) -> set[str]:
    with association.inside():
        return set(PathStep.objects.filter(taken_back_at__isnull=True).values_list("step", flat=True))


def write(association: Association, process: Process, *, minute: float, text: str = "re") -> None:
    say(association, event(text, id=f"m{minute}", minute=minute))
    process()


def answer(association: Association, *, minute: float) -> None:
    """Nour answers, and the answer leaves."""
    with association.inside():
        thread = Conversation.objects.get()
        nour = association.staff["nour"]
        said = send_message(conversation=thread, text="Bonsoir", author_id=nour, idempotency_key=f"k{minute}")
        Message.objects.filter(id=said.id).update(occurred_at=EVENING + timedelta(minutes=minute))
    with as_role("jobs"):
        assert send_waiting() == 1


def finish(association: Association, outcome: str) -> None:
    with association.inside():
        close(
            conversation=Conversation.objects.get(),
            outcome=outcome,
            by_user_id=association.staff["nour"],
            at=clock.now(),
            has_open_alert=False,
        )


def test_a_person_is_met_when_an_answer_has_left_and_not_before(lanterne: Association, process: Process) -> None:
    write(lanterne, process, minute=0)
    assert steps(lanterne) == set()
    answer(lanterne, minute=5)
    with lanterne.inside():
        row = PathStep.objects.get()
        assert (row.step, row.at, row.by_id, row.channel) == ("met", EVENING + timedelta(minutes=5), None, "generic")
        assert AuditFact.objects.filter(action="path_met", actor="rule:path").count() == 1


def test_the_line_of_a_rule_meets_nobody(lanterne: Association, process: Process) -> None:
    write(lanterne, process, minute=0)
    with lanterne.inside():
        send_safety_line(conversation=Conversation.objects.get(), text="3114", idempotency_key="line")
    with as_role("jobs"):
        send_waiting()
    assert steps(lanterne) == set()


def test_three_answered_evenings_make_a_bond_and_two_do_not(lanterne: Association, process: Process) -> None:
    for day in range(3):
        assert "bonded" not in steps(lanterne)
        write(lanterne, process, minute=day * 1440)
        answer(lanterne, minute=day * 1440 + 5)
    assert steps(lanterne) == {"met", "bonded"}


def test_the_association_sets_what_a_bond_is(lanterne: Association, process: Process) -> None:
    with lanterne.inside():
        Organisation.objects.update(bond_exchanges=1, bond_days=1)
    write(lanterne, process, minute=0)
    answer(lanterne, minute=5)
    assert steps(lanterne) == {"met", "bonded"}


def test_once_both_are_known_an_answer_costs_one_query(lanterne: Association, process: Process) -> None:
    with lanterne.inside():
        Organisation.objects.update(bond_exchanges=1, bond_days=1)
    write(lanterne, process, minute=0)
    answer(lanterne, minute=5)
    with lanterne.inside(), CaptureQueriesContext(connection) as captured:
        thread = Conversation.objects.get()
        follow_path(person_id=thread.person_id, conversation_id=thread.id)
    assert len(captured) == 2  # the thread, then the steps


def test_a_stop_is_an_exit(lanterne: Association, process: Process) -> None:
    write(lanterne, process, minute=0)
    write(lanterne, process, minute=1, text="STOP")
    assert steps(lanterne) == {"stopped"}


@pytest.mark.parametrize(
    ("outcome", "step"),
    [
        ("answered", None),
        ("follow_up", None),
        ("no_need", None),
        ("oriented", Step.ORIENTED),
        ("declined", Step.DECLINED),
        ("reoriented", Step.REORIENTED),
        ("unreachable", Step.LOST_TOUCH),
    ],
)
def test_closing_says_the_step_it_means(
    lanterne: Association, process: Process, outcome: str, step: Step | None
) -> None:
    write(lanterne, process, minute=0)
    finish(lanterne, outcome)
    assert steps(lanterne) == ({step} if step else set())


def test_closing_as_spam_takes_the_meeting_back(lanterne: Association, process: Process) -> None:
    write(lanterne, process, minute=0)
    answer(lanterne, minute=5)
    finish(lanterne, "spam")
    assert steps(lanterne) == set()
