"""Retention: who has been silent for long enough is gone from every table, nobody else is, and a chain proves it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection

from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.ingest.models import Envelope, EnvelopeKey, QueueItem
from maraude.apps.orgs.actions.change_retention import WrongDuration, change_retention
from maraude.apps.orgs.models import Organisation
from maraude.apps.people.models import Person, PersonKey
from maraude.apps.privacy.actions.erase_person import erase_person
from maraude.apps.privacy.actions.keep_longer import NoLonger, UnknownReason, keep_longer
from maraude.apps.privacy.actions.purge import ClockJumped, Purged, foresee, purge
from maraude.apps.privacy.models import PurgeLine
from maraude.apps.privacy.queries.expiring import leaving_at, leaving_soon
from maraude.apps.privacy.queries.purges import proof
from maraude.apps.safety.models import Alert, AlertState
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import CALM, URGENT, event
from tests.support.roles import as_role
from tests.support.world import Association

DAY = timedelta(days=1)


@pytest.fixture
def enzo(lanterne: Association, process: Callable[[], int]) -> Person:
    say(lanterne, event(CALM, id="e1"))
    process()
    with lanterne.inside():
        return Person.objects.get()


def silent_for(person: Person, days: float) -> datetime:
    """Make somebody's last word that old; return now."""
    at = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE people_person SET last_inbound_at = %s WHERE id = %s", [at - timedelta(days=days), person.id]
        )
    return at


def run(association: Association, at: datetime | None = None, **more: Any) -> Purged:
    with association.inside():
        return purge(org_id=association.org_id, at=at or clock.now(), **more)


@pytest.mark.parametrize(("days", "people"), [(89.9, 0), (90.1, 1)])
def test_who_was_silent_for_90_days_is_erased_and_nobody_before(
    lanterne: Association, enzo: Person, days: float, people: int
) -> None:
    with lanterne.inside():
        silent_for(enzo, days)
    assert run(lanterne).people == people
    with lanterne.inside():
        assert PersonKey.objects.exists() is not bool(people)
        assert Message.objects.filter(direction="in").exists() is not bool(people)
        assert Person.objects.filter(erased_at__isnull=False).count() == people


def test_a_danger_a_gesture_or_a_waiting_message_holds(lanterne: Association, process: Callable[[], int]) -> None:
    say(lanterne, event(URGENT, id="e1"))
    process()
    with lanterne.inside():
        person = Person.objects.get()
        silent_for(person, 100)
    assert (run(lanterne).people, run(lanterne).held) == (0, 1)
    with lanterne.inside():
        Alert.objects.update(
            state=AlertState.CLOSED, closed_at=clock.now(), closed_by=lanterne.staff["nour"], close_reason="handled"
        )
        keep_longer(person_id=person.id, reason="keep_asked", by_user_id=lanterne.staff["nour"], at=clock.now())
    assert run(lanterne).held == 1
    with lanterne.inside():
        Person.objects.update(kept_until=None)
    say(lanterne, event("je reviens", id="e2"))
    assert (run(lanterne).people, run(lanterne).held) == (0, 1)
    process()
    assert run(lanterne) == Purged(people=0, held=0, raw_events=0, raw_keys=0)


def test_events_as_they_arrived_and_the_keys_of_their_days_go_after_seven_days(
    lanterne: Association, enzo: Person
) -> None:
    say(lanterne, event("pas encore lu", id="e2", minute=1))
    with lanterne.inside(), connection.cursor() as cursor:
        cursor.execute("UPDATE ingest_envelope SET received_at = now() - interval '8 days', key_on = key_on - 9")
        cursor.execute('UPDATE ingest_envelopekey SET "on" = "on" - 9')
    assert run(lanterne).raw_events == 1
    with lanterne.inside():
        assert [row.event_id for row in Envelope.objects.all()] == ["e2"]  # acknowledged, not read yet: never lost
        assert (EnvelopeKey.objects.count(), QueueItem.objects.count()) == (1, 1)
        QueueItem.objects.all().delete()
    assert (run(lanterne).raw_events, EnvelopeKey.objects.count()) == (1, 0)
    with lanterne.inside():
        assert Message.objects.filter(direction="in").count() == 1  # the thread itself stays
    assert enzo.id


def test_the_other_association_loses_nothing(
    lanterne: Association, quai: Association, enzo: Person, process: Callable[[], int]
) -> None:
    say(quai, event(CALM, id="q1"))
    process()
    for association in (lanterne, quai):
        with association.inside():
            silent_for(Person.objects.get(), 200)
    assert run(lanterne).people == 1
    with quai.inside():
        assert Person.objects.get().erased_at is None
        assert PurgeLine.objects.count() == 0
    assert enzo.id


def test_a_second_call_erases_nothing_and_writes_no_line(lanterne: Association, enzo: Person) -> None:
    with lanterne.inside():
        silent_for(enzo, 100)
        foreseen = foresee(org_id=lanterne.org_id, at=clock.now())
    assert foreseen.people == run(lanterne).people == 1
    assert run(lanterne).people == 0
    with lanterne.inside():
        line = PurgeLine.objects.get()
        assert (line.number, line.people_before, line.people, line.talk_days) == (1, 1, 1, 90)
        assert AuditFact.objects.filter(action="person_erased", actor="rule:retention").count() == 1


@pytest.mark.parametrize(
    "harm",
    [
        "UPDATE privacy_purgeline SET people = 0 WHERE number = 1",
        "UPDATE privacy_purgeline SET ids_digest = repeat('0', 64) WHERE number = 2",
        "DELETE FROM privacy_purgeline WHERE number = 1",
        "DELETE FROM privacy_purgeline WHERE number = 2",
    ],
)
def test_a_line_altered_or_removed_is_seen(lanterne: Association, process: Callable[[], int], harm: str) -> None:
    for number in (1, 2):
        say(lanterne, event(CALM, id=f"e{number}", thread=f"t{number}"))
        process()
        with lanterne.inside():
            silent_for(Person.objects.get(erased_at__isnull=True), 100)
        run(lanterne)
    with lanterne.inside():
        assert (proof().broken_at, proof().total) == (None, 2)
    with as_role("owner"), lanterne.inside(), connection.cursor() as cursor:
        cursor.execute(harm)
    with lanterne.inside():
        assert proof().broken_at in {1, 2}


@pytest.mark.parametrize("jump", [-40, 40, 4000])
def test_a_clock_that_jumped_erases_nothing(lanterne: Association, enzo: Person, jump: int) -> None:
    with pytest.raises(ClockJumped):
        run(lanterne, clock.now() + jump * DAY)
    with lanterne.inside():
        assert Person.objects.get().erased_at is None
    if jump > 90:
        assert run(lanterne, clock.now() + jump * DAY, is_clock_sure=True).people == 1
    assert enzo.id


def test_a_call_cut_short_has_erased_all_of_its_batch_or_nothing(
    lanterne: Association, enzo: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    with lanterne.inside():
        silent_for(enzo, 100)
    with monkeypatch.context() as patch:
        patch.setattr("maraude.apps.privacy.actions.purge._prove", _dies)
        with pytest.raises(KeyboardInterrupt):
            run(lanterne)
    with lanterne.inside():
        assert PersonKey.objects.exists()
    assert run(lanterne).people == 1


def _dies(*_: object, **__: object) -> None:
    raise KeyboardInterrupt


def test_two_weeks_before_one_is_warned_and_a_gesture_keeps_for_90_days(lanterne: Association, enzo: Person) -> None:
    with lanterne.inside():
        at, organisation = silent_for(enzo, 80), Organisation.objects.get()
        (soon,) = leaving_soon(organisation, at=at)
        assert (soon.person_id, soon.is_held, round((soon.at - at) / DAY)) == (enzo.id, False, 10)
        assert soon.conversation_id == Conversation.objects.get().id
        until = keep_longer(person_id=enzo.id, reason="keep_court", by_user_id=lanterne.staff["nour"], at=at)
        assert round((until - at) / DAY) == 90
        held = leaving_at(organisation, enzo.id, at=at)
        assert held is not None
        assert (held.is_held, held.at) == (True, until)
        assert AuditFact.objects.get(action="person_kept_longer").reason == "keep_court"


def test_nobody_is_kept_beyond_two_years_nor_without_a_reason(lanterne: Association, enzo: Person) -> None:
    with lanterne.inside():
        at = silent_for(enzo, 731)
        with pytest.raises(NoLonger):
            keep_longer(person_id=enzo.id, reason="keep_court", by_user_id=lanterne.staff["nour"], at=at)
        with pytest.raises(UnknownReason):
            keep_longer(person_id=enzo.id, reason="parce que", by_user_id=lanterne.staff["nour"], at=at)


@pytest.mark.parametrize(("talk", "follow_up"), [(13, 365), (91, 365), (90, 731), (90, 29), (60, 45)])
def test_a_duration_out_of_bounds_changes_nothing(lanterne: Association, talk: int, follow_up: int) -> None:
    with lanterne.inside():
        organisation = Organisation.objects.get()
        with pytest.raises(WrongDuration):
            change_retention(
                organisation=organisation, talk_days=talk, follow_up_days=follow_up, by_user_id=lanterne.staff["nour"]
            )
        organisation.refresh_from_db()
        assert (organisation.talk_days, organisation.follow_up_days) == (90, 365)


def test_whoever_comes_back_at_that_moment_is_heard(
    lanterne: Association, enzo: Person, process: Callable[[], int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Their message arrives after they were chosen, before they are erased."""
    with lanterne.inside():
        silent_for(enzo, 100)
    at, erase = clock.now(), erase_person

    def in_between(**given: Any) -> None:
        say(lanterne, event("finalement je reviens", id="e9"))
        erase(**given)

    monkeypatch.setattr("maraude.apps.privacy.actions.purge.erase_person", in_between)
    assert run(lanterne, at).people == 1
    assert process() == 1
    with lanterne.inside():
        assert Message.objects.filter(direction="in").exclude(sealed_text=b"").count() == 1
