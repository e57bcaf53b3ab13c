from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from maraude.apps.audit.models import AuditFact
from maraude.apps.people.actions.meet_people import new_person
from maraude.apps.people.actions.note_newness import note_newness
from maraude.apps.people.actions.record_step import record_step
from maraude.apps.people.actions.take_back_step import take_back_step
from maraude.apps.people.models import PathStep, Person
from maraude.core.path import Newness, OnlyByAPerson, Step
from tests.support.door import say
from tests.support.events import event
from tests.support.fixtures import Process
from tests.support.world import Association

AT = datetime(2026, 1, 12, 19, 0, tzinfo=UTC)


def somebody(association: Association) -> UUID:
    with association.inside():
        return new_person(org_id=association.org_id)[0]


def test_a_step_is_recorded_once_with_its_person_and_its_fact(lanterne: Association) -> None:
    person, nour = somebody(lanterne), lanterne.staff["nour"]
    with lanterne.inside():
        assert record_step(person_id=person, step=Step.ENGAGED, at=AT, by_user_id=nour)
        assert not record_step(person_id=person, step=Step.ENGAGED, at=AT + timedelta(days=1), by_user_id=nour)
        row = PathStep.objects.get()
        assert (row.at, row.by_id) == (AT, nour)
        assert AuditFact.objects.filter(action="path_engaged", actor=f"user:{nour}").count() == 1


def test_a_step_carries_the_door_and_the_channel_of_its_conversation(lanterne: Association, process: Process) -> None:
    say(lanterne, event(id="e1", thread="enzo"))
    process()
    with lanterne.inside():
        thread = lanterne.thread("enzo")
        person = Person.objects.get()
        record_step(
            person_id=person.id, step=Step.REACHED, at=AT, by_user_id=lanterne.staff["nour"], conversation_id=thread
        )
        assert PathStep.objects.values_list("conversation_id", "channel", "door").get() == (thread, "generic", "")


@given(days=st.lists(st.integers(0, 400), min_size=1, max_size=6))
def test_the_earliest_date_is_kept_in_whatever_order_it_is_said(lanterne: Association, days: list[int]) -> None:
    person = somebody(lanterne)
    with lanterne.inside():
        new = [
            record_step(person_id=person, step=Step.MET, at=AT + timedelta(days=day), by_user_id=None) for day in days
        ]
        assert new == [True] + [False] * (len(days) - 1)
        assert PathStep.objects.get(person_id=person).at == AT + timedelta(days=min(days))


@pytest.mark.parametrize("step", [step for step in Step if not step.is_automatic])
def test_a_program_may_not_say_what_only_a_person_may(lanterne: Association, step: Step) -> None:
    person = somebody(lanterne)
    with lanterne.inside(), pytest.raises(OnlyByAPerson):
        record_step(person_id=person, step=step, at=AT, by_user_id=None)


def test_a_step_taken_back_is_not_noticed_again_but_a_person_may_say_it_again(lanterne: Association) -> None:
    person, nour = somebody(lanterne), lanterne.staff["nour"]
    with lanterne.inside():
        record_step(person_id=person, step=Step.BONDED, at=AT, by_user_id=None)
        assert take_back_step(person_id=person, step=Step.BONDED, by_user_id=nour, at=AT)
        assert not take_back_step(person_id=person, step=Step.BONDED, by_user_id=nour, at=AT)
        assert not record_step(person_id=person, step=Step.BONDED, at=AT, by_user_id=None)
        assert PathStep.objects.get().taken_back_by_id == nour
        assert record_step(person_id=person, step=Step.BONDED, at=AT, by_user_id=nour)
        facts = AuditFact.objects.filter(subject_id=str(person)).order_by("id").values_list("action", flat=True)
        assert list(facts) == ["path_bonded", "path_taken_back", "path_bonded"]


def test_nobody_walks_for_the_other_association(lanterne: Association, quai: Association) -> None:
    theirs = somebody(quai)
    with lanterne.inside():
        with pytest.raises(Person.DoesNotExist):
            record_step(person_id=theirs, step=Step.MET, at=AT, by_user_id=None)
        with pytest.raises(Person.DoesNotExist):
            take_back_step(person_id=theirs, step=Step.MET, by_user_id=lanterne.staff["nour"], at=AT)
        with pytest.raises(Person.DoesNotExist):
            note_newness(person_id=theirs, answer=Newness.YES, by_user_id=lanterne.staff["nour"])


def test_newness_is_one_of_three_answers_or_not_asked(lanterne: Association) -> None:
    person, nour = somebody(lanterne), lanterne.staff["nour"]
    with lanterne.inside():
        note_newness(person_id=person, answer=Newness.YES, by_user_id=nour)
        note_newness(person_id=person, answer=Newness.YES, by_user_id=nour)
        assert Person.objects.get().newness == "yes"
        assert AuditFact.objects.filter(action="newness_noted").count() == 1
        note_newness(person_id=person, answer=None, by_user_id=nour)
        assert Person.objects.get().newness == ""
        with pytest.raises(IntegrityError, match="person_newness_known"), transaction.atomic():
            Person.objects.update(newness="maybe")
