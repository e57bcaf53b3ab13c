"""The sheet: from the words of a young person to what leaves, and nothing else."""

from __future__ import annotations

import pytest

from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.actions.send_message import EmptyMessage, TooLong
from maraude.apps.inbox.actions.write_note import write_note
from maraude.apps.inbox.models import Conversation, OutboxItem
from maraude.apps.inbox.queries.thread import thread
from maraude.apps.orgs.models import LinkKind
from maraude.apps.orgs.queries.access_links import open_link
from maraude.apps.people.models import PathStep
from maraude.apps.referrals.actions.decide_sheet import agree_orally, decline, release, withdraw
from maraude.apps.referrals.actions.edit_sheet import SheetFull, add_line, change_line, strike_line
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.models import Referral, ReferralEvent, SheetLine
from maraude.apps.referrals.queries.sheets import lines_for_structure, sheet_lines
from maraude.core.referral import NotPossible, Side, TakenBack
from maraude.core.sheet import MOST_LINES, LineKind
from maraude.lib.ids import uuid7
from tests.support.fixtures import Process
from tests.support.handovers import CARD, NIGHT, prepared, proposed, released, state, structure_code
from tests.support.world import Association


def test_a_sheet_holds_what_was_said_and_what_the_worker_says(lanterne: Association, process: Process) -> None:
    referral_id = prepared(lanterne, process, note="Elle préfère le matin.")
    with lanterne.inside():
        words = {line.kind: line.words for line in sheet_lines(Referral.objects.get(id=referral_id))}
    assert (words[LineKind.AGE], words[LineKind.PLACE]) == ("17", "Saverne")
    assert words[LineKind.SITUATION] == "dropped_out"
    assert words[LineKind.WORKER_SAYS] == "Elle préfère le matin."


def test_a_note_between_colleagues_is_never_in_a_sheet(lanterne: Association, process: Process) -> None:
    prepared(lanterne, process)
    with lanterne.inside():
        conversation = Conversation.objects.get()
        write_note(conversation=conversation, text="canari des collègues", author_id=lanterne.staff["nour"])
    referral_id = prepared(lanterne, process, thread="enzo")
    with lanterne.inside():
        assert "canari" not in str(sheet_lines(Referral.objects.get(id=referral_id)))


def test_every_word_is_sealed(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process, note="canari du relais")
    with lanterne.inside():
        stored = str([list(model.objects.values_list()) for model in (Referral, SheetLine, ReferralEvent)])
        assert all(word not in stored for word in ("canari", "Saverne", CARD.name, CARD.structure_name))
        facts = str(list(AuditFact.objects.filter(subject_id=str(referral_id)).values_list()))
        assert "canari" not in facts


def test_two_clicks_prepare_one_sheet(lanterne: Association, process: Process) -> None:
    assert prepared(lanterne, process) == prepared(lanterne, process)


def test_what_the_young_person_struck_does_not_leave(lanterne: Association, process: Process) -> None:
    referral_id, _token = proposed(lanterne, process)
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        age = next(line for line in sheet_lines(referral) if line.kind is LineKind.AGE)
        strike_line(referral=referral, line_id=age.id, is_struck=True, side=Side.PERSON, at=NIGHT)
        add_line(referral=referral, kind=LineKind.PERSON_SAYS, words="J'ai un chien.", side=Side.PERSON, at=NIGHT)
        release(referral=referral, conversation=conversation, at=NIGHT)
        left = {line.kind: line.words for line in lines_for_structure(referral)}
    assert LineKind.AGE not in left
    assert left[LineKind.PERSON_SAYS] == "J'ai un chien."


def test_nothing_is_to_be_read_before_the_release(lanterne: Association, process: Process) -> None:
    referral_id, _token = proposed(lanterne, process)
    with lanterne.inside():
        referral = Referral.objects.get(id=referral_id)
        assert lines_for_structure(referral) == []
        assert referral.sealed_structure_code is None


def test_who_does_not_hold_the_sheet_does_not_change_it(lanterne: Association, process: Process) -> None:
    referral_id = prepared(lanterne, process)
    with lanterne.inside():
        referral, _ = hold(referral_id)
        line = sheet_lines(referral)[0]
        with pytest.raises(NotPossible):
            strike_line(referral=referral, line_id=line.id, is_struck=True, side=Side.PERSON, at=NIGHT)
    referral_id, _token = proposed(lanterne, process)
    with lanterne.inside():
        referral, _ = hold(referral_id)
        with pytest.raises(NotPossible):
            change_line(referral=referral, line_id=line.id, words="autre", side=Side.WORKER, at=NIGHT)


def test_a_released_sheet_is_not_changed_any_more(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    with lanterne.inside():
        referral, _ = hold(referral_id)
        for side in (Side.PERSON, Side.WORKER):
            with pytest.raises(NotPossible):
                add_line(referral=referral, kind=LineKind.PERSON_SAYS, words="trop tard", side=side, at=NIGHT)


def test_lines_have_limits_said_in_a_sentence(lanterne: Association, process: Process) -> None:
    referral_id, _token = proposed(lanterne, process)
    with lanterne.inside():
        referral, _ = hold(referral_id)
        for words, refusal in (("  ", EmptyMessage), ("a" * 10_001, TooLong)):
            with pytest.raises(refusal):
                add_line(referral=referral, kind=LineKind.PERSON_SAYS, words=words, side=Side.PERSON, at=NIGHT)
        add_line(referral=referral, kind=LineKind.PERSON_SAYS, words="a" * 10_000, side=Side.PERSON, at=NIGHT)


def test_a_sheet_has_an_end(lanterne: Association, process: Process) -> None:
    referral_id, _token = proposed(lanterne, process)

    def fill() -> None:
        referral, _ = hold(referral_id)
        for number in range(MOST_LINES):
            add_line(referral=referral, kind=LineKind.PERSON_SAYS, words=f"{number}", side=Side.PERSON, at=NIGHT)

    with lanterne.inside(), pytest.raises(SheetFull):
        fill()


def test_the_link_reaches_the_young_person_in_their_own_channel(lanterne: Association, process: Process) -> None:
    referral_id, token = proposed(lanterne, process)
    with lanterne.inside():
        referral = Referral.objects.get(id=referral_id)
        last = thread(conversation_id=referral.conversation_id, user_id=None).messages[-2:]
        assert OutboxItem.objects.count() == 1
    assert {message.direction for message in last} == {"out", "system"}
    link = open_link(token, kind=LinkKind.ME)
    assert link is not None
    assert link.subject_id == referral.person_id


def test_releasing_twice_makes_one_link_and_one_step(lanterne: Association, process: Process) -> None:
    referral_id, code = released(lanterne, process)
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        assert not release(referral=referral, conversation=conversation, at=NIGHT)
        assert PathStep.objects.filter(step="oriented", by_id=lanterne.staff["nour"]).count() == 1
    assert structure_code(lanterne, referral_id) == code


def test_an_oral_agreement_bears_the_name_of_its_witness(lanterne: Association, process: Process) -> None:
    referral_id = prepared(lanterne, process)
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        agree_orally(referral=referral, conversation=conversation, by_user_id=lanterne.staff["nour"], at=NIGHT)
        kept = Referral.objects.get()
        assert (kept.state, kept.released_by, kept.witness_id) == ("released", "oral", lanterne.staff["nour"])
        event = ReferralEvent.objects.get(what="agree_orally")
        assert (event.side, event.user_id) == ("person", lanterne.staff["nour"])


def test_no_is_a_decision_and_calls_the_worker_back(lanterne: Association, process: Process) -> None:
    referral_id, _token = proposed(lanterne, process)
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        decline(referral=referral, conversation=conversation, at=NIGHT)
        assert Conversation.objects.get().waiting_since == NIGHT
        with pytest.raises(NotPossible):
            release(referral=referral, conversation=conversation, at=NIGHT)
    assert state(lanterne, referral_id) == "declined"


def test_a_sheet_taken_back_shows_nothing_and_is_not_answered(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        withdraw(referral=referral, conversation=conversation, at=NIGHT)
        assert lines_for_structure(referral) == []
        with pytest.raises(TakenBack):
            release(referral=referral, conversation=conversation, at=NIGHT)


def test_a_line_of_another_sheet_is_not_found(lanterne: Association, process: Process) -> None:
    referral_id, _token = proposed(lanterne, process)
    with lanterne.inside():
        referral, _ = hold(referral_id)
        with pytest.raises(SheetLine.DoesNotExist):
            strike_line(referral=referral, line_id=uuid7(), is_struck=True, side=Side.PERSON, at=NIGHT)


def test_the_other_association_sees_no_hand_over(lanterne: Association, quai: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    with quai.inside():
        with pytest.raises(Referral.DoesNotExist):
            hold(referral_id)
        assert (Referral.objects.count(), SheetLine.objects.count(), ReferralEvent.objects.count()) == (0, 0, 0)
