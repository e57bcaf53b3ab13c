"""Calling the people on duty, by a real mail server on the loopback."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import cast

import pytest
from pytest_django import Settings

from maraude.apps.orgs.models import Organisation
from maraude.apps.safety.actions.handle_alert import close, take
from maraude.apps.safety.actions.tell_duty import claim_notices, escalate
from maraude.apps.safety.models import Alert, AlertState, DutyNotice, NoticeState
from maraude.core.safety import RiskLevel
from maraude.jobs.duty import call_people_on_duty, escalate_late_alerts
from maraude.lib import clock
from tests.support.alarms import alarm
from tests.support.door import say
from tests.support.events import URGENT, event
from tests.support.mail import Post, mail_server
from tests.support.roles import as_role
from tests.support.world import Association

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])


@pytest.fixture
def post(settings: Settings) -> Iterator[Post]:
    with mail_server() as server:
        settings.MAIL_URL, settings.PUBLIC_URL = server.url, "https://maraude.example"
        yield server


def call() -> int:
    with as_role("jobs"):
        return call_people_on_duty()


def minutes_pass(association: Association, *, until: datetime) -> int:
    with as_role("jobs"), association.inside():
        return escalate(at=until)


def free_leases(association: Association) -> None:
    """Let the thirty seconds of a lease pass."""
    with association.inside():
        DutyNotice.objects.update(leased_until=clock.now() - timedelta(seconds=1))


def only_alert(association: Association) -> Alert:
    with association.inside():
        return Alert.objects.get()


def test_the_first_person_on_duty_is_told_and_named(lanterne: Association, post: Post) -> None:
    alarm(lanterne)
    assert call() == 1
    assert (post.recipients, only_alert(lanterne).state) == (["nour"], AlertState.TOLD)
    with lanterne.inside():
        assert DutyNotice.objects.get().user_id == lanterne.staff["nour"]


def test_the_letter_holds_a_link_and_no_word_of_what_was_said(lanterne: Association, post: Post) -> None:
    say(lanterne, event(f"{URGENT}, je suis au pont du Corbeau"))
    call()
    whole = post.letters[0].as_string().lower()
    body = bytes(cast("bytes", post.letters[0].get_payload(decode=True))).decode()
    assert f"https://maraude.example/alerts/{only_alert(lanterne).id}" in body
    assert not any(word in whole for word in ("mourir", "corbeau", "enzo", "suicid"))


def test_nobody_is_called_twice_for_the_same_step(lanterne: Association, post: Post) -> None:
    alarm(lanterne)
    assert [call(), call()] == [1, 0]
    assert len(post.letters) == 1


def test_escalation_calls_the_next_person_at_2_5_and_10_minutes(lanterne: Association, post: Post) -> None:
    alarm(lanterne)
    call()
    due = only_alert(lanterne).escalates_at
    assert due is not None
    start = due - timedelta(minutes=2)
    called = []
    for minute in range(15):
        if minutes_pass(lanterne, until=start + timedelta(minutes=minute)):
            called.append(minute)
            call()
    assert called == [2, 5, 10]
    assert post.recipients == ["nour", "camille", "nour", "camille"]


@pytest.mark.usefixtures("post")
def test_the_first_call_counts_from_the_moment_of_danger(lanterne: Association) -> None:
    raised_at = alarm(lanterne).raised_at
    call()
    due = only_alert(lanterne).escalates_at
    assert due is not None
    assert abs(due - raised_at - timedelta(minutes=2)) < timedelta(seconds=1)


@pytest.mark.usefixtures("post")
def test_who_takes_the_alert_stops_the_calls(lanterne: Association) -> None:
    alert = alarm(lanterne)
    call()
    with lanterne.inside():
        take(alert=alert, by_user_id=lanterne.staff["nour"])
    assert minutes_pass(lanterne, until=clock.now() + timedelta(hours=1)) == 0


def test_an_alert_closed_before_the_call_calls_nobody(lanterne: Association, post: Post) -> None:
    alert = alarm(lanterne)
    with lanterne.inside():
        close(alert=alert, by_user_id=lanterne.staff["nour"], reason="not_a_danger")
    assert (call(), post.letters) == (0, [])
    with lanterne.inside():
        assert DutyNotice.objects.get().state == NoticeState.SENT


def test_a_rise_calls_again_and_counts_its_minutes_again(lanterne: Association, post: Post) -> None:
    alarm(lanterne, RiskLevel.URGENT)
    call()
    hour_ago = clock.now() - timedelta(hours=1)
    with lanterne.inside():
        Alert.objects.update(raised_at=hour_ago, escalation_step=3, escalates_at=None)
    alarm(lanterne, RiskLevel.IMMEDIATE)
    call()
    assert minutes_pass(lanterne, until=clock.now() + timedelta(minutes=1)) == 0
    assert minutes_pass(lanterne, until=clock.now() + timedelta(minutes=3)) == 1
    assert post.recipients == ["nour", "nour"]


def test_outside_duty_hours_the_call_waits_for_somebody(lanterne: Association, post: Post) -> None:
    alarm(lanterne)
    with lanterne.inside():
        Organisation.objects.update(duty_hours="Mo 00:00-00:01")
    assert call() == 0
    with lanterne.inside():
        Organisation.objects.update(duty_hours="24/7")
    free_leases(lanterne)
    assert (call(), post.recipients) == (1, ["nour"])


def test_a_mail_server_that_is_down_delays_the_call_and_loses_nothing(
    lanterne: Association, post: Post, settings: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    url, settings.MAIL_URL = settings.MAIL_URL, "smtp://127.0.0.1:1"
    alarm(lanterne)
    assert (call(), only_alert(lanterne).state) == (0, AlertState.RAISED)
    assert "did not take a call" in caplog.text
    settings.MAIL_URL = url
    free_leases(lanterne)
    assert (call(), post.recipients) == (1, ["nour"])


def test_without_any_mail_server_the_calls_wait_in_line(lanterne: Association, settings: Settings) -> None:
    settings.MAIL_URL = ""
    alarm(lanterne)
    assert call() == 0
    with lanterne.inside():
        assert DutyNotice.objects.get().attempts == 0


@pytest.mark.usefixtures("post")
def test_a_call_under_way_is_not_made_by_a_second_sender(lanterne: Association) -> None:
    alarm(lanterne)
    with as_role("jobs"):
        assert len(claim_notices(limit=5)) == 1
        assert claim_notices(limit=5) == []


def test_late_alerts_of_every_association_are_escalated(lanterne: Association, quai: Association, post: Post) -> None:
    for association in (lanterne, quai):
        alarm(association)
    call()
    for association in (lanterne, quai):
        with association.inside():
            Alert.objects.update(escalates_at=clock.now() - timedelta(seconds=1))
    with as_role("jobs"):
        assert escalate_late_alerts() == 2
    call()
    assert sorted(post.recipients) == ["camille", "gwen", "mado", "nour"]
