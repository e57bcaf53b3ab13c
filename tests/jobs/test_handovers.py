"""Silence, and the link by e-mail: time travel, and a real mail server."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.referrals.actions.answer_referral import Answer, answer_referral
from maraude.apps.referrals.actions.decide_sheet import withdraw
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.models import DueTask, Referral, ReferralEvent
from maraude.core.referral import Gesture
from maraude.jobs.handovers import look_after_handovers
from tests.support.fixtures import Process
from tests.support.handovers import NIGHT, proposed, released, state
from tests.support.mail import mail_server
from tests.support.roles import as_role
from tests.support.world import Association


def after(**passed: float) -> int:
    """Let time pass, and the jobs do what is due."""
    with time_machine.travel(NIGHT + timedelta(**passed), tick=False), as_role("jobs"):
        return look_after_handovers()


def lines(association: Association, kind: str) -> int:
    with association.inside():
        return Message.objects.filter(system_kind=kind).count()


def test_after_ten_days_the_worker_is_reminded_once_and_after_thirty_it_ends(
    lanterne: Association, process: Process
) -> None:
    referral_id, _code = released(lanterne, process)
    assert after(days=9, hours=23) == 0
    assert after(days=10) == 1
    assert after(days=11) == 0
    assert (lines(lanterne, "referral_still_unanswered"), state(lanterne, referral_id)) == (1, "released")
    assert after(days=30) == 1
    assert state(lanterne, referral_id) == "expired"
    assert after(days=60) == 0


def test_who_never_decides_is_not_chased_and_the_proposal_lapses(lanterne: Association, process: Process) -> None:
    referral_id, _token = proposed(lanterne, process)
    after(days=10)
    assert lines(lanterne, "referral_still_undecided") == 1
    with lanterne.inside():
        assert not Message.objects.filter(direction="out", author=None).exists()
    after(days=30)
    assert state(lanterne, referral_id) == "lapsed"


def test_an_answer_puts_the_reminder_off(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        take = Answer(gesture=Gesture.TAKE)
        answer_referral(referral=referral, conversation=conversation, answer=take, at=NIGHT + timedelta(days=9))
    assert after(days=10) == 0
    assert after(days=19) == 1
    assert state(lanterne, referral_id) == "taken"


def test_the_day_after_an_appointment_the_worker_is_asked(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        slot = Answer(gesture=Gesture.OFFER_SLOT, begins_at=NIGHT + timedelta(days=3))
        answer_referral(referral=referral, conversation=conversation, answer=slot, at=NIGHT)
        Conversation.objects.update(waiting_since=None)
    after(days=4)
    assert lines(lanterne, "referral_appointment_passed") == 1
    with lanterne.inside():
        assert Conversation.objects.get().waiting_since == NIGHT + timedelta(days=4)


def test_one_association_does_not_wake_another(lanterne: Association, quai: Association, process: Process) -> None:
    released(lanterne, process)
    after(days=10)
    with quai.inside():
        assert Message.objects.count() == 0


@pytest.fixture
def post(settings: Any) -> Any:
    with mail_server() as server:
        settings.MAIL_URL = server.url
        yield server


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_the_link_leaves_by_e_mail_without_a_word_about_anybody(
    lanterne: Association, process: Process, post: Any
) -> None:
    referral_id, code = released(lanterne, process, note="canari")
    assert after(seconds=1) == 1
    letter = post.letters[0]
    text = letter.get_payload(decode=True).decode()
    assert f"/s/{code}" in text
    assert letter["To"] == "accueil@ml.example"
    assert all(word not in f"{letter['Subject']} {text}" for word in ("canari", "17", "Saverne", "enzo"))
    with lanterne.inside():
        assert Referral.objects.get(id=referral_id).mailed_at is not None
        assert ReferralEvent.objects.filter(what="mailed").count() == 1
    assert after(seconds=90) == 0


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_mail_server_that_is_away_is_tried_again_then_a_worker_is_called(
    lanterne: Association, process: Process, settings: Any
) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:9"
    released(lanterne, process)
    for minutes in range(1, 8):
        after(minutes=2 * minutes)
    assert lines(lanterne, "referral_mail_failed") == 1
    with lanterne.inside():
        assert not DueTask.objects.filter(kind="mail").exists()


@pytest.mark.enable_socket
@pytest.mark.allow_hosts(["127.0.0.1"])
def test_a_sheet_taken_back_is_not_mailed(lanterne: Association, process: Process, post: Any) -> None:
    referral_id, _code = released(lanterne, process)
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        withdraw(referral=referral, conversation=conversation, at=NIGHT)
    assert after(seconds=1) == 0
    assert post.letters == []
