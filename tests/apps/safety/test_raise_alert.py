from __future__ import annotations

from itertools import accumulate, count
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from maraude.apps.safety.actions.handle_alert import close, see, take
from maraude.apps.safety.models import Alert, AlertSignal, AlertState, DutyNotice
from maraude.apps.safety.queries.alerts import open_alerts
from maraude.core.safety import RiskKind, RiskLevel
from maraude.lib import clock
from tests.support.alarms import alarm
from tests.support.door import say
from tests.support.events import IMMEDIATE, URGENT, event
from tests.support.world import Association

levels = st.sampled_from([RiskLevel.CONCERN, RiskLevel.URGENT, RiskLevel.IMMEDIATE])
_episodes = count()


@settings(max_examples=30)
@given(st.lists(levels, min_size=1, max_size=6))
def test_no_machine_ever_lowers_a_level(lanterne: Association, raised: list[RiskLevel]) -> None:
    thread = f"episode-{next(_episodes)}"
    shown = [alarm(lanterne, level, thread=thread).level_rank for level in raised]
    assert shown == list(accumulate((level.rank for level in raised), max))


@settings(max_examples=20)
@given(st.lists(levels, min_size=1, max_size=6))
def test_each_rise_and_nothing_else_begins_a_new_wave_of_calls(lanterne: Association, raised: list[RiskLevel]) -> None:
    thread = f"wave-{next(_episodes)}"
    for level in raised:
        last = alarm(lanterne, level, thread=thread)
    with lanterne.inside():
        waves = DutyNotice.objects.filter(alert_id=last.id).order_by("wave").values_list("wave", flat=True)
        assert list(waves) == sorted(set(accumulate((level.rank for level in raised), max)))


def test_the_same_message_raises_once(lanterne: Association) -> None:
    envelope_id = uuid4()
    for _ in range(3):
        alert = alarm(lanterne, envelope_id=envelope_id)
    with lanterne.inside():
        assert (alert.signals, AlertSignal.objects.count(), DutyNotice.objects.count()) == (1, 1, 1)


def test_a_conversation_has_one_open_episode(lanterne: Association) -> None:
    say(lanterne, event(URGENT), event(URGENT, id="e2"), event(URGENT, id="e3"))
    with lanterne.inside():
        alert = Alert.objects.get()
        assert (alert.signals, AlertSignal.objects.count(), DutyNotice.objects.count()) == (3, 3, 1)


def test_the_database_itself_refuses_a_second_open_episode(lanterne: Association) -> None:
    alert = alarm(lanterne)
    with lanterne.inside(), pytest.raises(IntegrityError, match="alert_one_open_episode"), transaction.atomic():
        Alert.objects.create(org_id=lanterne.org_id, conversation_id=alert.conversation_id, level_rank=2)


def test_after_a_closed_episode_danger_opens_another(lanterne: Association) -> None:
    first = alarm(lanterne)
    with lanterne.inside():
        close(alert=first, by_user_id=lanterne.staff["nour"], reason="person_safe")
    second = alarm(lanterne)
    assert second.id != first.id
    assert second.state == AlertState.RAISED


def test_kinds_add_up(lanterne: Association) -> None:
    alarm(lanterne, kinds=(RiskKind.SUICIDE,))
    alert = alarm(lanterne, kinds=(RiskKind.VIOLENCE, RiskKind.SUICIDE))
    assert sorted(alert.kinds) == ["suicide", "violence"]


def test_a_message_that_shows_no_more_danger_does_not_reopen_what_was_seen(lanterne: Association) -> None:
    alert = alarm(lanterne)
    with lanterne.inside():
        see(alert=alert, by_user_id=lanterne.staff["nour"])
    assert alarm(lanterne).state == AlertState.SEEN


def test_a_rise_puts_even_a_taken_alert_back_at_the_beginning(lanterne: Association) -> None:
    alert = alarm(lanterne, RiskLevel.URGENT)
    with lanterne.inside():
        take(alert=alert, by_user_id=lanterne.staff["nour"])
    again = alarm(lanterne, RiskLevel.IMMEDIATE)
    with lanterne.inside():
        assert (again.state, DutyNotice.objects.filter(state="queued").count()) == (AlertState.RAISED, 2)


def test_a_rise_starts_the_escalation_afresh(lanterne: Association) -> None:
    alert = alarm(lanterne, RiskLevel.URGENT)
    with lanterne.inside():
        Alert.objects.filter(id=alert.id).update(escalation_step=2, escalates_at=None, raised_at=clock.now())
    again = alarm(lanterne, RiskLevel.IMMEDIATE)
    assert again.escalation_step == 0


def test_an_alert_of_the_door_shows_its_sentence(lanterne: Association) -> None:
    say(lanterne, event(URGENT), event(IMMEDIATE, id="e2"))
    with lanterne.inside():
        shown = open_alerts(limit=5)
    assert [(one.excerpt, one.level, one.has_conversation) for one in shown] == [(IMMEDIATE, "level_3", False)]


def test_alerts_of_another_association_do_not_exist(lanterne: Association, quai: Association) -> None:
    alarm(lanterne)
    with quai.inside():
        assert Alert.objects.count() == 0
