"""Several hours to choose from, reminders nobody else understands, one touch to answer, and what lasts."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

import pytest
import time_machine

from maraude.apps.inbox.models import Conversation, Message, OutboxItem
from maraude.apps.people.models import PathStep, Person
from maraude.apps.people.vault import person_keys, read_text
from maraude.apps.referrals.actions.answer_referral import Answer, WrongSlot, answer_referral, answer_slot
from maraude.apps.referrals.actions.ask_another import ask_another
from maraude.apps.referrals.actions.decide_sheet import PERSON
from maraude.apps.referrals.actions.move_referral import Doer, hold
from maraude.apps.referrals.actions.say_attendance import say_attendance
from maraude.apps.referrals.actions.say_still import say_still
from maraude.apps.referrals.models import Referral, ReferralEvent
from maraude.core.attendance import Said
from maraude.core.follow_up import TooSoon
from maraude.core.referral import Gesture, NotPossible, Side
from maraude.core.sustained import Still
from maraude.jobs.handovers import look_after_handovers
from tests.support.fixtures import Process
from tests.support.handovers import CARD, NIGHT, released, state
from tests.support.roles import as_role
from tests.support.world import Association

PARIS = ZoneInfo("Europe/Paris")
NOON = datetime.combine(NIGHT.astimezone(PARIS).date() + timedelta(days=5), datetime.min.time(), PARIS) + timedelta(
    hours=12
)
LATER = NOON + timedelta(days=1)


def offered(association: Association, process: Process, *times: datetime) -> UUID:
    referral_id, _code = released(association, process)
    with association.inside():
        answer = Answer(gesture=Gesture.OFFER_SLOT, begins_at=times[0], others=times[1:], place="2e étage, Mme Klein")
        referral, conversation = hold(referral_id)
        answer_referral(referral=referral, conversation=conversation, answer=answer, at=NIGHT)
    return referral_id


def picks(association: Association, referral_id: UUID, hour: datetime | None, *, at: datetime = NIGHT) -> None:
    with association.inside():
        referral, conversation = hold(referral_id)
        answer_slot(referral=referral, conversation=conversation, accepts=hour is not None, picked=hour, at=at)


def work_at(at: datetime) -> int:
    with time_machine.travel(at, tick=False), as_role("jobs"):
        return look_after_handovers()


def sent(association: Association) -> list[str]:
    """Return what left by itself, in clear."""
    with association.inside():
        rows = list(Message.objects.filter(direction="out", author=None).order_by("id"))
        keys = person_keys({row.person_id for row in rows})
        return [
            read_text(keys, row.sealed_text, org_id=row.org_id, person_id=row.person_id, column="text", row_id=row.id)
            or ""
            for row in rows
        ]


def goes_on(association: Association, referral_id: UUID, *, at: datetime = NIGHT) -> None:
    with association.inside():
        referral, conversation = hold(referral_id)
        say_still(referral=referral, conversation=conversation, months=3, still=Still.YES, doer=PERSON, at=at)


def entered(association: Association, referral_id: UUID, *, at: datetime = NIGHT) -> None:
    with association.inside():
        referral, conversation = hold(referral_id)
        structure = Doer(side=Side.STRUCTURE)
        say_attendance(
            referral=referral, conversation=conversation, said=Said.ENTERED, doer=structure, at=at, outcome="training"
        )


def test_one_of_several_hours_is_picked_once(lanterne: Association, process: Process) -> None:
    referral_id = offered(lanterne, process, NOON, LATER)
    for _ in range(2):
        picks(lanterne, referral_id, LATER)
    with lanterne.inside():
        kept = Referral.objects.get()
        assert (kept.appointment_at, kept.agreed_at) == (LATER, NIGHT)
        assert ReferralEvent.objects.filter(what="accept_slot").count() == 1


def test_an_hour_that_was_not_offered_cannot_be_picked(lanterne: Association, process: Process) -> None:
    referral_id = offered(lanterne, process, NOON, LATER)
    with pytest.raises(NotPossible):
        picks(lanterne, referral_id, LATER + timedelta(hours=1))


def test_more_than_three_hours_are_refused(lanterne: Association, process: Process) -> None:
    with pytest.raises(WrongSlot):
        offered(lanterne, process, *(NOON + timedelta(days=n) for n in range(4)))


def test_nothing_sent_about_an_appointment_says_what_it_is(lanterne: Association, process: Process) -> None:
    referral_id = offered(lanterne, process, NOON)
    picks(lanterne, referral_id, NOON)
    work_at(NOON - timedelta(hours=18))
    work_at(NOON + timedelta(hours=3))
    texts = sent(lanterne)
    assert len(texts) == 3  # hours to choose from, the reminder, the question
    for secret in (CARD.name, CARD.structure_name, CARD.address, "Saverne", "Klein", "2e étage", "mission", "jeune"):
        assert not [text for text in texts if secret.casefold() in text.casefold()]
    assert "12:00" in texts[1]
    assert all("/a/" in text and "(message automatique)" in text for text in texts)


def test_a_reminder_leaves_once_and_only_when_somebody_agreed(lanterne: Association, process: Process) -> None:
    referral_id = offered(lanterne, process, NOON)
    work_at(NOON - timedelta(hours=18))
    assert len(sent(lanterne)) == 1
    picks(lanterne, referral_id, NOON, at=NIGHT)
    work_at(NOON - timedelta(hours=18))
    work_at(NOON - timedelta(hours=2))
    assert [text for text in sent(lanterne) if text.startswith("Petit rappel")] == sent(lanterne)[1:]
    assert len(sent(lanterne)) == 2


def test_a_late_worker_process_wakes_nobody(lanterne: Association, process: Process) -> None:
    picks(lanterne, referral_id := offered(lanterne, process, NOON), NOON)
    with lanterne.inside():
        Message.objects.filter(direction="out", author=None).delete()
    night = datetime.combine(NOON.date(), datetime.min.time(), PARIS) + timedelta(hours=23)
    work_at(night)
    assert sent(lanterne) == []
    work_at(night + timedelta(hours=10))
    assert len(sent(lanterne)) == 1
    with lanterne.inside():
        assert ReferralEvent.objects.filter(referral_id=referral_id, what="asked").count() == 1


def test_after_a_stop_no_reminder_leaves(lanterne: Association, process: Process) -> None:
    picks(lanterne, offered(lanterne, process, NOON), NOON)
    with lanterne.inside():
        Person.objects.update(stopped_at=NIGHT)
        before = OutboxItem.objects.count()
    work_at(NOON - timedelta(hours=18))
    work_at(NOON + timedelta(hours=3))
    with lanterne.inside():
        assert OutboxItem.objects.count() == before


def test_a_sheet_taken_back_reminds_of_nothing(lanterne: Association, process: Process) -> None:
    referral_id = offered(lanterne, process, NOON)
    picks(lanterne, referral_id, NOON)
    picks(lanterne, referral_id, None)
    work_at(NOON - timedelta(hours=18))
    assert len(sent(lanterne)) == 1


def test_another_hour_is_asked_for_once_and_calls_the_worker_back(lanterne: Association, process: Process) -> None:
    referral_id = offered(lanterne, process, NOON)
    with lanterne.inside():
        Conversation.objects.update(waiting_since=None)
        for _ in range(2):
            referral, conversation = hold(referral_id)
            ask_another(referral=referral, conversation=conversation, at=NIGHT)
        assert ReferralEvent.objects.filter(what="wants_another").count() == 1
        assert Conversation.objects.get().waiting_since == NIGHT


def test_three_months_later_it_is_asked_and_counted(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    entered(lanterne, referral_id)
    work_at(NOON + timedelta(days=92))
    with lanterne.inside():
        assert ReferralEvent.objects.filter(what="check_3m").count() == 1
    goes_on(lanterne, referral_id, at=NOON + timedelta(days=93))
    with lanterne.inside():
        assert PathStep.objects.filter(step="sustained_3m").exists()
    work_at(NOON + timedelta(days=183))
    assert len([text for text in sent(lanterne) if "nouvelles" in text]) == 2
    assert work_at(NOON + timedelta(days=400)) == 0


def test_nobody_lasted_before_the_time_nor_without_an_entry(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    with pytest.raises(NotPossible):
        goes_on(lanterne, referral_id)
    entered(lanterne, referral_id)
    with pytest.raises(TooSoon):
        goes_on(lanterne, referral_id)
    assert state(lanterne, referral_id) == "entered"
