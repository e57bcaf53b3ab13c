"""What structures answer, what both sides say afterwards, and what silence does."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from maraude.apps.inbox.models import Conversation, Message, OutboxItem
from maraude.apps.orgs.models import AccessLink, LinkKind
from maraude.apps.orgs.queries.access_links import open_link
from maraude.apps.people.models import PathStep, Person
from maraude.apps.referrals.actions.answer_referral import (
    Answer,
    ReasonNeeded,
    WrongSlot,
    answer_referral,
    answer_slot,
    reply_to_structure,
)
from maraude.apps.referrals.actions.decide_sheet import withdraw
from maraude.apps.referrals.actions.keep_open import STAYS_OPEN
from maraude.apps.referrals.actions.move_referral import Doer, hold
from maraude.apps.referrals.actions.say_attendance import OutcomeNeeded, say_attendance
from maraude.apps.referrals.models import Referral, ReferralEvent
from maraude.core.attendance import Attendance, Said
from maraude.core.referral import Gesture, NotPossible, Reason, Side, TakenBack
from tests.support.fixtures import Process
from tests.support.handovers import NIGHT, proposed, released, state
from tests.support.world import Association

TAKE = Answer(gesture=Gesture.TAKE)
TOMORROW = NIGHT + timedelta(days=1)


def answer(association: Association, referral_id: UUID, given: Answer, *, at: datetime = NIGHT) -> None:
    with association.inside():
        referral, conversation = hold(referral_id)
        answer_referral(referral=referral, conversation=conversation, answer=given, at=at)


def says(
    association: Association, referral_id: UUID, side: Side, said: Said, *, outcome: str = "", by: str = ""
) -> Attendance:
    with association.inside():
        referral, conversation = hold(referral_id)
        doer = Doer(side=side, user_id=association.staff[by] if by else None)
        return say_attendance(
            referral=referral, conversation=conversation, said=said, doer=doer, at=NIGHT, outcome=outcome
        )


def steps(association: Association) -> set[str]:
    with association.inside():
        return set(PathStep.objects.filter(step__in=("oriented", "received", "entered")).values_list("step", flat=True))


def test_an_answer_shows_in_the_thread_and_calls_a_worker_back(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    with lanterne.inside():
        Conversation.objects.update(waiting_since=None, snoozed_until=TOMORROW)
    answer(lanterne, referral_id, TAKE)
    with lanterne.inside():
        conversation = Conversation.objects.get()
        assert (conversation.waiting_since, conversation.snoozed_until) == (NIGHT, None)
        assert Message.objects.filter(system_kind="referral_take").count() == 1


def test_the_young_person_is_told_in_neutral_words(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    answer(lanterne, referral_id, TAKE)
    with lanterne.inside():
        told = Message.objects.get(direction="out", author=None)
        assert (told.purpose, OutboxItem.objects.filter(message_id=told.id).count()) == ("service", 1)


def test_after_a_stop_nothing_is_sent_and_the_answer_counts(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    with lanterne.inside():
        Person.objects.update(stopped_at=NIGHT)
    answer(lanterne, referral_id, TAKE)
    with lanterne.inside():
        assert not Message.objects.filter(direction="out", author=None).exists()
    assert state(lanterne, referral_id) == "taken"


@pytest.mark.parametrize("reason", [reason.value for reason in Reason])
def test_a_refusal_keeps_its_reason(lanterne: Association, process: Process, reason: str) -> None:
    referral_id, _code = released(lanterne, process)
    answer(lanterne, referral_id, Answer(gesture=Gesture.REFUSE, reason=reason))
    with lanterne.inside():
        assert Referral.objects.values_list("state", "reason").get() == ("refused", reason)


@pytest.mark.parametrize(
    ("given", "refusal"),
    [
        (Answer(gesture=Gesture.REFUSE, reason="trop_jeune"), ReasonNeeded),
        (Answer(gesture=Gesture.OFFER_SLOT), WrongSlot),
        (Answer(gesture=Gesture.OFFER_SLOT, begins_at=NIGHT - timedelta(days=3)), WrongSlot),
        (Answer(gesture=Gesture.OFFER_SLOT, begins_at=NIGHT - timedelta(minutes=1)), WrongSlot),
        (Answer(gesture=Gesture.OFFER_SLOT, begins_at=TOMORROW, others=(NIGHT - timedelta(hours=1),)), WrongSlot),
        (Answer(gesture=Gesture.OFFER_SLOT, begins_at=NIGHT + timedelta(days=4000)), WrongSlot),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_written(
    lanterne: Association, process: Process, given: Answer, refusal: type[Exception]
) -> None:
    referral_id, _code = released(lanterne, process)
    with pytest.raises(refusal):
        answer(lanterne, referral_id, given)
    assert state(lanterne, referral_id) == "released"


def test_an_appointment_is_offered_and_accepted(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    answer(lanterne, referral_id, Answer(gesture=Gesture.OFFER_SLOT, begins_at=TOMORROW, place="2e étage"))
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        answer_slot(referral=referral, conversation=conversation, accepts=True, at=NIGHT)
        assert ReferralEvent.objects.get(what="offer_slot").appointment_at == TOMORROW
        assert ReferralEvent.objects.filter(what="accept_slot", side="person").exists()


def test_a_question_is_answered_and_waits_again_for_the_structure(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    answer(lanterne, referral_id, Answer(gesture=Gesture.ASK, words="Est-ce urgent ?"))
    assert state(lanterne, referral_id) == "questioned"
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        reply_to_structure(
            referral=referral, conversation=conversation, words="Oui.", by_user_id=lanterne.staff["nour"], at=NIGHT
        )
    assert state(lanterne, referral_id) == "released"


def test_an_answered_link_stays_open_to_say_what_followed(lanterne: Association, process: Process) -> None:
    referral_id, code = released(lanterne, process, after=timedelta(days=-29))
    answer(lanterne, referral_id, TAKE)
    with lanterne.inside():
        ends_at = AccessLink.objects.values_list("expires_at", flat=True).get(kind=LinkKind.STRUCTURE)
    assert ends_at == NIGHT + STAYS_OPEN
    assert open_link(code, kind=LinkKind.STRUCTURE) is not None


def test_an_answer_to_a_sheet_taken_back_is_refused(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        withdraw(referral=referral, conversation=conversation, at=NIGHT)
    with pytest.raises(TakenBack):
        answer(lanterne, referral_id, TAKE)
    with pytest.raises(TakenBack):
        says(lanterne, referral_id, Side.STRUCTURE, Said.CAME)


def test_both_sides_are_kept_apart_and_one_is_enough(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    assert steps(lanterne) == {"oriented"}
    says(lanterne, referral_id, Side.PERSON, Said.CAME)
    assert steps(lanterne) == {"oriented", "received"}
    says(lanterne, referral_id, Side.STRUCTURE, Said.ENTERED, outcome="training")
    assert steps(lanterne) == {"oriented", "received", "entered"}
    with lanterne.inside():
        kept = Referral.objects.get()
        assert (kept.person_says, kept.structure_says, kept.outcome) == ("came", "entered", "training")


def test_a_contradiction_is_shown_loses_nothing_and_a_worker_settles_it(
    lanterne: Association, process: Process
) -> None:
    referral_id, _code = released(lanterne, process)
    says(lanterne, referral_id, Side.STRUCTURE, Said.MISSED)
    assert says(lanterne, referral_id, Side.PERSON, Said.CAME).is_contradicted
    assert steps(lanterne) == {"oriented"}
    with lanterne.inside():
        assert Message.objects.filter(system_kind="referral_contradiction").count() == 1
    says(lanterne, referral_id, Side.WORKER, Said.CAME, by="nour")
    assert steps(lanterne) == {"oriented", "received"}
    with lanterne.inside():
        assert ReferralEvent.objects.filter(what__endswith="_came").count() == 2
        assert ReferralEvent.objects.filter(what="structure_missed").count() == 1


def test_saying_the_same_twice_is_said_once(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    for _ in range(2):
        says(lanterne, referral_id, Side.STRUCTURE, Said.CAME)
    with lanterne.inside():
        assert ReferralEvent.objects.filter(what="structure_came").count() == 1


def test_entering_needs_to_say_what(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    with pytest.raises(OutcomeNeeded):
        says(lanterne, referral_id, Side.STRUCTURE, Said.ENTERED, outcome="gloire")


def test_nobody_was_received_before_a_release(lanterne: Association, process: Process) -> None:
    referral_id, _token = proposed(lanterne, process)
    with pytest.raises(NotPossible):
        says(lanterne, referral_id, Side.WORKER, Said.CAME, by="nour")


def test_a_new_appointment_follows_a_missed_one(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    says(lanterne, referral_id, Side.STRUCTURE, Said.MISSED)
    answer(lanterne, referral_id, Answer(gesture=Gesture.OFFER_SLOT, begins_at=TOMORROW))
    assert state(lanterne, referral_id) == "slot_offered"
