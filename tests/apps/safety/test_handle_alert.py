from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.actions.move_conversation import DangerOpen
from maraude.apps.inbox.actions.move_conversation import close as close_conversation
from maraude.apps.inbox.models import Conversation
from maraude.apps.safety.actions.handle_alert import REASONS, AlreadyClosed, ReasonNeeded, close, open_level, see, take
from maraude.apps.safety.models import Alert, AlertState
from maraude.core.safety import RiskLevel
from maraude.lib import clock
from tests.support.alarms import alarm
from tests.support.door import say
from tests.support.events import URGENT, event
from tests.support.fixtures import Process
from tests.support.world import Association


def endangered(association: Association, process: Process) -> Alert:
    say(association, event(URGENT))
    process()
    with association.inside():
        return Alert.objects.get()


def test_an_alert_goes_from_raised_to_closed_each_step_dated(lanterne: Association) -> None:
    alert, nour = alarm(lanterne), lanterne.staff["nour"]
    with lanterne.inside():
        Alert.objects.filter(id=alert.id).update(state=AlertState.TOLD, told_at=clock.now())
        alert.refresh_from_db()
        see(alert=alert, by_user_id=nour)
        take(alert=alert, by_user_id=nour)
        close(alert=alert, by_user_id=nour, reason="person_safe")
        alert.refresh_from_db()
    assert alert.state == AlertState.CLOSED
    moments = [alert.told_at, alert.seen_at, alert.taken_at, alert.closed_at]
    assert moments == sorted(moment for moment in moments if moment)


def test_every_step_is_audited_with_its_person(lanterne: Association) -> None:
    alert, nour = alarm(lanterne), lanterne.staff["nour"]
    with lanterne.inside():
        see(alert=alert, by_user_id=nour)
        take(alert=alert, by_user_id=nour)
        close(alert=alert, by_user_id=nour, reason="other")
        facts = AuditFact.objects.filter(subject_id=str(alert.id)).order_by("id").values_list("action", "actor")
        assert list(facts) == [(f"alert_{step}", f"user:{nour}") for step in ("seen", "taken", "closed")]


def test_seeing_does_not_undo_taking(lanterne: Association) -> None:
    alert = alarm(lanterne)
    with lanterne.inside():
        take(alert=alert, by_user_id=lanterne.staff["nour"])
        see(alert=alert, by_user_id=lanterne.staff["camille"])
        assert Alert.objects.get().state == AlertState.TAKEN


@pytest.mark.parametrize("reason", ["", "because", "PERSON_SAFE"])
def test_without_a_known_reason_nothing_is_closed(lanterne: Association, reason: str) -> None:
    alert = alarm(lanterne)
    with lanterne.inside():
        with pytest.raises(ReasonNeeded):
            close(alert=alert, by_user_id=lanterne.staff["nour"], reason=reason)
        assert Alert.objects.get().state == AlertState.RAISED


@pytest.mark.parametrize("missing", [{"closed_by_id": None}, {"close_reason": ""}], ids=str)
def test_the_database_refuses_a_closing_without_person_or_reason(
    lanterne: Association, missing: dict[str, object]
) -> None:
    alarm(lanterne)
    values = {"state": "closed", "closed_by_id": lanterne.staff["nour"], "close_reason": "other", **missing}
    with lanterne.inside(), pytest.raises(IntegrityError, match="named_person_with_a_reason"), transaction.atomic():
        Alert.objects.update(**values)


@pytest.mark.parametrize("reason", REASONS)
def test_a_named_person_with_a_reason_lowers_the_conversation(
    lanterne: Association, process: Process, reason: str
) -> None:
    alert = endangered(lanterne, process)
    with lanterne.inside():
        close(alert=alert, by_user_id=lanterne.staff["nour"], reason=reason)
        conversation = Conversation.objects.get()
        assert (conversation.danger_rank, conversation.danger_kinds) == (0, [])


def test_a_closed_alert_is_closed_once(lanterne: Association) -> None:
    alert, nour = alarm(lanterne), lanterne.staff["nour"]
    with lanterne.inside():
        close(alert=alert, by_user_id=nour, reason="other")
        with pytest.raises(AlreadyClosed):
            close(alert=alert, by_user_id=nour, reason="other")
        with pytest.raises(AlreadyClosed):
            take(alert=alert, by_user_id=nour)


def test_who_takes_the_alert_holds_the_conversation(lanterne: Association, process: Process) -> None:
    alert = endangered(lanterne, process)
    with lanterne.inside():
        take(alert=alert, by_user_id=lanterne.staff["camille"])
        assert Conversation.objects.get().assigned_to_id == lanterne.staff["camille"]


def test_a_conversation_in_danger_is_not_closed(lanterne: Association, process: Process) -> None:
    endangered(lanterne, process)
    with lanterne.inside():
        conversation = Conversation.objects.get()
        assert open_level(conversation) == RiskLevel.URGENT
        with pytest.raises(DangerOpen):
            close_conversation(
                conversation=conversation, outcome="answered", by_user_id=1, at=clock.now(), has_open_alert=True
            )


def test_the_note_of_a_closing_is_sealed(lanterne: Association, process: Process) -> None:
    alert = endangered(lanterne, process)
    with lanterne.inside():
        close(alert=alert, by_user_id=lanterne.staff["nour"], reason="other", note="sa mère est avec lui")
        kept = Alert.objects.get().sealed_close_note
    assert kept is not None
    assert "sa mère".encode() not in bytes(kept)


def test_a_late_click_on_an_old_screen_does_not_lower_a_new_rise(lanterne: Association) -> None:
    shown = alarm(lanterne, RiskLevel.URGENT)
    alarm(lanterne, RiskLevel.IMMEDIATE)
    with lanterne.inside():
        see(alert=shown, by_user_id=lanterne.staff["nour"])
        assert Alert.objects.get().level_rank == RiskLevel.IMMEDIATE.rank
