"""What is learnt of structures: counts that follow each change once, silence, and letters to the right person."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from maraude.apps.people.vault import person_keys
from maraude.apps.referrals.actions.answer_referral import Answer, answer_referral
from maraude.apps.referrals.actions.decide_sheet import withdraw
from maraude.apps.referrals.actions.follow_up import follow_up
from maraude.apps.referrals.actions.keep_partner import Agreement, WrongAgreement, end_partner, keep_partner
from maraude.apps.referrals.actions.mail_structure import letter_email, prepare_letter
from maraude.apps.referrals.actions.move_referral import Doer, hold
from maraude.apps.referrals.actions.say_attendance import say_attendance
from maraude.apps.referrals.models import DueTask, OutcomeCount, Partner, Referral, TaskKind
from maraude.apps.referrals.queries.experience import answering, estimates, experiences
from maraude.core.attendance import Said
from maraude.core.need import Need
from maraude.core.referral import Gesture, Reason, Side
from maraude.lib.ids import uuid7
from tests.support.handovers import CARD, NIGHT, released, worker
from tests.support.world import Association

MONTH = timedelta(days=31)


def counts(association: Association) -> dict[str, tuple[int, int]]:
    with association.inside():
        return {row.need: (row.ended, row.entered) for row in OutcomeCount.objects.all()}


def says(association: Association, referral_id: UUID, said: Said, *, outcome: str = "") -> None:
    with association.inside():
        referral, conversation = hold(referral_id)
        doer = Doer(side=Side.STRUCTURE)
        say_attendance(referral=referral, conversation=conversation, said=said, doer=doer, at=NIGHT, outcome=outcome)


def answers(association: Association, referral_id: UUID, answer: Answer) -> None:
    with association.inside():
        referral, conversation = hold(referral_id)
        answer_referral(referral=referral, conversation=conversation, answer=answer, at=NIGHT)


def agreed(association: Association, **values: object) -> Partner:
    with association.inside():
        return keep_partner(
            org_id=association.org_id,
            structure_id=CARD.structure_id,
            name=CARD.structure_name,
            agreement=Agreement(**values),  # type: ignore[arg-type]
            by_user_id=worker(association),
            at=NIGHT,
        )


def test_a_hand_over_counts_once_and_its_count_moves_with_it(
    lanterne: Association, quai: Association, process: Callable[[], int]
) -> None:
    referral_id, _code = released(lanterne, process)
    assert counts(lanterne) == {}
    says(lanterne, referral_id, Said.MISSED)
    needs = counts(lanterne)
    assert needs
    assert set(needs.values()) == {(1, 0)}
    says(lanterne, referral_id, Said.CAME)
    assert set(counts(lanterne).values()) == {(1, 0)}
    says(lanterne, referral_id, Said.ENTERED, outcome="training")
    says(lanterne, referral_id, Said.ENTERED, outcome="housing")
    assert set(counts(lanterne).values()) == {(1, 1)}
    assert counts(quai) == {}


def test_a_refusal_that_speaks_of_the_person_counts_for_nothing(
    lanterne: Association, process: Callable[[], int]
) -> None:
    referral_id, _code = released(lanterne, process)
    answers(lanterne, referral_id, Answer(gesture=Gesture.REFUSE, reason=Reason.IN_JOB))
    assert counts(lanterne) == {}
    answers(lanterne, referral_id, Answer(gesture=Gesture.REFUSE, reason=Reason.SESSION_FULL))
    assert set(counts(lanterne).values()) == {(1, 0)}
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        answer_referral(referral=referral, conversation=conversation, answer=Answer(gesture=Gesture.TAKE), at=NIGHT)
    assert set(counts(lanterne).values()) == {(0, 0)}


def test_estimates_are_off_below_the_minimum_and_within_the_association(
    lanterne: Association, quai: Association
) -> None:
    for ended, is_shown in ((10, False), (11, True)):
        with lanterne.inside():
            OutcomeCount.objects.all().delete()
            OutcomeCount.objects.create(
                org_id=lanterne.org_id, id=uuid7(), structure_id="ml", need="housing", ended=ended, entered=9
            )
            found = estimates(structure_ids=["ml"], needs=[Need.HOUSING])
        assert bool(found) is is_shown
    with quai.inside():
        assert estimates(structure_ids=["ml"], needs=[Need.HOUSING]) == {}


def test_two_sheets_without_an_answer_are_a_silence_one_is_not(
    lanterne: Association, process: Callable[[], int]
) -> None:
    released(lanterne, process, after=-MONTH)
    with lanterne.inside():
        assert not answering(at=NIGHT)[CARD.structure_id].is_silent
        first = Referral.objects.get()
        Referral.objects.filter(id=first.id).update(state="expired")
    released(lanterne, process, after=-MONTH)
    with lanterne.inside():
        assert answering(at=NIGHT)[CARD.structure_id].is_silent
        found = experiences(structure_ids=[CARD.structure_id], needs=[Need.HOUSING], at=NIGHT)
        assert found[CARD.structure_id].answering.late == 2
        assert not answering(at=NIGHT + timedelta(days=365))


def test_a_promise_moves_what_is_late(lanterne: Association, process: Callable[[], int]) -> None:
    released(lanterne, process, after=-timedelta(days=12))
    with lanterne.inside():
        assert answering(at=NIGHT)[CARD.structure_id].late == 1
    agreed(lanterne, answers_within_days=20)
    with lanterne.inside():
        assert answering(at=NIGHT)[CARD.structure_id].late == 0


@pytest.mark.parametrize("values", [{"answers_within_days": 0}, {"answers_within_days": 61}])
def test_an_agreement_that_cannot_be_is_refused(lanterne: Association, values: dict[str, object]) -> None:
    with pytest.raises(WrongAgreement):
        agreed(lanterne, **values)
    with pytest.raises(WrongAgreement):
        agreed(lanterne, ends_on=(NIGHT - timedelta(days=1)).date())


def test_the_letter_goes_to_the_contact_and_one_reminder_follows(
    lanterne: Association, process: Callable[[], int], settings: Any
) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:1"
    agreed(lanterne, contact_email="karim@ml.example", answers_within_days=5)
    referral_id, _code = released(lanterne, process)
    with lanterne.inside():
        due = dict(DueTask.objects.values_list("kind", "due_at"))
        assert due[TaskKind.NUDGE] == NIGHT + timedelta(days=5)
        letter = prepare_letter(referral_id, kind=TaskKind.NUDGE, at=NIGHT)
        assert letter is not None
        assert (letter.email, letter.is_reminder) == ("karim@ml.example", True)
    answers(lanterne, referral_id, Answer(gesture=Gesture.TAKE))
    with lanterne.inside():
        assert not DueTask.objects.filter(kind__in=(TaskKind.MAIL, TaskKind.NUDGE)).exists()
        assert prepare_letter(referral_id, kind=TaskKind.NUDGE, at=NIGHT) is None


def test_a_sheet_taken_back_reminds_nobody(lanterne: Association, process: Callable[[], int], settings: Any) -> None:
    settings.MAIL_URL = "smtp://127.0.0.1:1"
    referral_id, _code = released(lanterne, process)
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        withdraw(referral=referral, conversation=conversation, at=NIGHT)
        assert not DueTask.objects.filter(kind=TaskKind.NUDGE).exists()


def test_an_agreement_that_ended_is_not_written_to(lanterne: Association, process: Callable[[], int]) -> None:
    agreed(lanterne, contact_email="karim@ml.example", ends_on=NIGHT.date())
    referral_id, _code = released(lanterne, process)
    with lanterne.inside():
        referral = Referral.objects.get(id=referral_id)
        assert letter_email(referral, at=NIGHT) == "karim@ml.example"
        assert letter_email(referral, at=NIGHT + timedelta(days=2)) == CARD.email
        assert end_partner(structure_id=CARD.structure_id, by_user_id=worker(lanterne))
        assert not end_partner(structure_id=CARD.structure_id, by_user_id=worker(lanterne))


def test_an_end_without_any_answer_counts(lanterne: Association, process: Callable[[], int]) -> None:
    referral_id, _code = released(lanterne, process, after=-MONTH)
    with lanterne.inside():
        for _ in range(2):
            referral, conversation = hold(referral_id)
            follow_up(referral=referral, conversation=conversation, at=NIGHT)
        assert Referral.objects.get().state == "expired"
        assert person_keys([referral.person_id])
    assert set(counts(lanterne).values()) == {(1, 0)}
