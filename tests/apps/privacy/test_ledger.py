"""The ledger of consents, and that what is withdrawn holds at the next job."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction

from maraude.apps.inbox.actions.send_message import ContactStopped, send_message
from maraude.apps.inbox.models import Conversation
from maraude.apps.people.models import Consent, Person
from maraude.apps.people.queries.without_ai import lookups_without_ai
from maraude.apps.privacy.actions.choose import choose_ai, choose_learning, stop
from maraude.apps.privacy.queries.ledger import ledger_of, standings
from maraude.apps.privacy.queries.lessons import lessons
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import CALM, event
from tests.support.handovers import released
from tests.support.world import Association


@pytest.fixture
def enzo(lanterne: Association, process: Callable[[], int]) -> Person:
    say(lanterne, event(CALM, id="e1"))
    process()
    with lanterne.inside():
        return Person.objects.get()


def test_each_choice_adds_its_line_once(lanterne: Association, enzo: Person) -> None:
    with lanterne.inside():
        for without in (True, True, False):
            choose_ai(person=enzo, without=without, at=clock.now())
        choose_learning(person=enzo, agrees=True, at=clock.now())
        choose_learning(person=enzo, agrees=False, at=clock.now())
        found = [(line.purpose, line.is_given) for line in ledger_of(enzo.id)]
        assert found == [("learning", False), ("learning", True), ("ai_help", True), ("ai_help", False)]
        assert {one.purpose: (one.given, one.withdrawn) for one in standings()} == {
            "ai_help": (1, 1),
            "learning": (1, 1),
        }


def test_a_stop_and_a_return_in_the_channel_are_lines_too(
    lanterne: Association, enzo: Person, process: Callable[[], int]
) -> None:
    say(lanterne, event("STOP", id="e2", minute=1))
    process()
    say(lanterne, event("je reviens", id="e3", minute=2))
    process()
    with lanterne.inside():
        assert [line.is_given for line in ledger_of(enzo.id)] == [True, False]


def test_a_sheet_released_or_agreed_aloud_says_who_heard_it(lanterne: Association, process: Callable[[], int]) -> None:
    released(lanterne, process)
    with lanterne.inside():
        line = Consent.objects.get(purpose="share")
        assert (line.is_given, line.said_by, line.text_version) == (True, "person", "2026-11")
        assert line.subject_id is not None


def test_lines_are_added_and_never_changed(lanterne: Association, enzo: Person) -> None:
    with lanterne.inside():
        choose_ai(person=enzo, without=True, at=clock.now())
        with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic():
            Consent.objects.update(is_given=True)


def test_what_is_withdrawn_holds_at_the_next_job(lanterne: Association, enzo: Person) -> None:
    with lanterne.inside():
        thread, nour = Conversation.objects.get(), lanterne.staff["nour"]
        choose_ai(person=enzo, without=True, at=clock.now())
        from maraude.apps.people.models import Identity  # noqa: PLC0415 - once Django is there

        lookup = bytes(Identity.objects.get().lookup)
        assert lookups_without_ai([lookup]) == {lookup}
        choose_learning(person=enzo, agrees=True, at=clock.now() - timedelta(days=1))
        choose_learning(person=enzo, agrees=False, at=clock.now())
        assert list(lessons(org_id=lanterne.org_id, channels=["generic"])) == []
        stop(person=enzo, at=clock.now())
        with pytest.raises(ContactStopped):
            send_message(conversation=thread, text="Tu es là ?", author_id=nour, idempotency_key="z")


def test_the_ledger_of_somebody_else_does_not_exist(lanterne: Association, quai: Association, enzo: Person) -> None:
    with lanterne.inside():
        choose_ai(person=enzo, without=True, at=clock.now())
    with quai.inside():
        assert ledger_of(enzo.id) == []
        assert list(standings()) == []
