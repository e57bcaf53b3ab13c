"""The three-way thread: only on the young person's yes, labelled, screened, and ended by any of the three."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

import pytest

from maraude.apps.inbox.actions.send_message import EmptyMessage, TooLong
from maraude.apps.inbox.models import Message, OutboxItem
from maraude.apps.people.models import Consent, Person
from maraude.apps.referrals.actions.answer_guest import answer_guest, pass_on
from maraude.apps.referrals.actions.decide_sheet import PERSON, withdraw
from maraude.apps.referrals.actions.invite_adviser import NameNeeded
from maraude.apps.referrals.actions.move_referral import Doer, hold
from maraude.apps.referrals.actions.warm_thread import close_warm, open_warm
from maraude.apps.referrals.actions.write_as_guest import (
    EnoughGuestWords,
    GuestWords,
    NotWarm,
    Went,
    let_through,
    write_as_guest,
)
from maraude.apps.referrals.models import Referral
from maraude.apps.referrals.queries.warm import held_words, passable, warm_view
from maraude.apps.safety.actions.hear_words import hearing
from maraude.apps.safety.models import Alert
from maraude.core.referral import NotPossible, Side
from maraude.core.warm import MOST_GUEST_WORDS, WARM_LASTS
from tests.support.door import say
from tests.support.events import event
from tests.support.fixtures import Process
from tests.support.handovers import NIGHT, proposed, released, worker
from tests.support.world import Association

SOON = NIGHT + timedelta(minutes=5)


@pytest.fixture
def warm(lanterne: Association, process: Process) -> UUID:
    referral_id, _code = released(lanterne, process)
    opened(lanterne, referral_id)
    return referral_id


def opened(association: Association, referral_id: UUID, doer: Doer = PERSON) -> None:
    with association.inside():
        referral, conversation = hold(referral_id)
        open_warm(referral=referral, conversation=conversation, doer=doer, at=NIGHT)


def write(
    association: Association, referral_id: UUID, text: str, *, name: str = "Léa", key: str = "1", at: datetime = SOON
) -> Went:
    with association.inside():
        referral, conversation = hold(referral_id)
        words = GuestWords(text=text, name=name)
        hear = hearing(conversation=conversation, kind="structure_wrote", at=at)
        return write_as_guest(
            referral=referral, conversation=conversation, words=words, hear=hear, idempotency_key=key, at=at
        )


def seen(association: Association, referral_id: UUID) -> list[tuple[str, str]]:
    with association.inside():
        view = warm_view(Referral.objects.get(id=referral_id), at=SOON)
        return [(line.side, line.words) for line in view.lines]


def sent(association: Association) -> int:
    with association.inside():
        return Message.objects.filter(purpose="guest").count()


def test_nobody_writes_before_the_young_person_said_yes(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    with pytest.raises(NotWarm):
        write(lanterne, referral_id, "Bonjour")
    assert sent(lanterne) == 0


def test_it_cannot_be_opened_before_the_sheet_is_released(lanterne: Association, process: Process) -> None:
    referral_id, _token = proposed(lanterne, process)
    with pytest.raises(NotPossible):
        opened(lanterne, referral_id)


def test_the_yes_is_in_the_ledger_with_who_heard_it(lanterne: Association, process: Process) -> None:
    referral_id, _code = released(lanterne, process)
    opened(lanterne, referral_id, Doer(side=Side.PERSON, user_id=worker(lanterne)))
    opened(lanterne, referral_id)
    with lanterne.inside():
        lines = list(Consent.objects.filter(purpose="guest").values_list("is_given", "said_by", "subject_id"))
    assert lines == [(True, f"user:{worker(lanterne)}", referral_id)]


def test_an_advisers_words_arrive_labelled_and_count_once(lanterne: Association, warm: UUID) -> None:
    for _ in range(2):
        assert write(lanterne, warm, "Bonjour, à mardi.") is Went.SENT
    assert seen(lanterne, warm) == [
        ("structure", "[Léa, Mission locale de Saverne, par La Lanterne]\nBonjour, à mardi.")
    ]
    with lanterne.inside():
        message = Message.objects.get(purpose="guest")
        assert (message.author, OutboxItem.objects.filter(message_id=message.id).count()) == (None, 1)


@pytest.mark.parametrize(("text", "refusal"), [("  \n", EmptyMessage), ("x" * 2001, TooLong)])
def test_what_is_no_message_is_refused(lanterne: Association, warm: UUID, text: str, refusal: type[Exception]) -> None:
    with pytest.raises(refusal):
        write(lanterne, warm, text)


def test_somebody_without_a_name_cannot_write(lanterne: Association, warm: UUID) -> None:
    with pytest.raises(NameNeeded):
        write(lanterne, warm, "Bonjour", name="[ 12 ]")


@pytest.mark.parametrize("text", ["Tu vas le regretter.", "Regarde http://piege.test"])
def test_hostile_words_wait_for_a_worker_who_lets_them_through_once(
    lanterne: Association, warm: UUID, text: str
) -> None:
    for _ in range(2):
        assert write(lanterne, warm, text) is Went.HELD
    assert sent(lanterne) == 0
    with lanterne.inside():
        held = held_words(Referral.objects.get(id=warm))
        assert [line.words for line in held] == [f"Léa : {text}"]
        assert Message.objects.filter(system_kind="referral_warm_held").count() == 1
        for _ in range(2):
            referral, conversation = hold(warm)
            let_through(
                referral=referral,
                conversation=conversation,
                event_id=held[0].id,
                by_user_id=worker(lanterne),
                at=SOON,
            )
        assert held_words(referral) == []
    assert sent(lanterne) == 1


def test_a_danger_told_by_an_adviser_calls_somebody_and_does_not_reach_the_young_person(
    lanterne: Association, warm: UUID
) -> None:
    with lanterne.inside():
        before = Alert.objects.count()
    assert write(lanterne, warm, "elle m'a dit qu'elle veut se suicider ce soir") is Went.HELD
    with lanterne.inside():
        assert Message.objects.filter(system_kind="structure_wrote", risk_rank__gte=2).count() == 1
        assert Alert.objects.count() >= before
    assert sent(lanterne) == 0


def test_after_a_stop_the_words_go_to_the_worker_and_the_adviser_learns_nothing(
    lanterne: Association, warm: UUID
) -> None:
    with lanterne.inside():
        Person.objects.update(stopped_at=NIGHT)
    assert write(lanterne, warm, "Bonjour") is Went.NOT_SENT
    with lanterne.inside():
        assert Message.objects.filter(system_kind="referral_warm_not_sent").count() == 1
    assert sent(lanterne) == 0


def test_a_link_that_leaked_cannot_flood(lanterne: Association, warm: UUID) -> None:
    for number in range(MOST_GUEST_WORDS):
        write(lanterne, warm, f"Bonjour {number}", key=str(number))
    with pytest.raises(EnoughGuestWords):
        write(lanterne, warm, "Encore", key="encore")


def test_it_ends_by_itself_and_each_word_makes_it_last(lanterne: Association, warm: UUID) -> None:
    write(lanterne, warm, "Bonjour", at=NIGHT + timedelta(days=10))
    write(lanterne, warm, "Toujours là ?", key="2", at=NIGHT + timedelta(days=20))
    with pytest.raises(NotWarm):
        write(lanterne, warm, "Et ?", key="3", at=NIGHT + timedelta(days=20) + WARM_LASTS)


def test_the_young_person_ends_it_and_nothing_more_arrives(lanterne: Association, warm: UUID) -> None:
    with lanterne.inside():
        for _ in range(2):
            referral, conversation = hold(warm)
            close_warm(referral=referral, conversation=conversation, doer=PERSON, at=SOON)
        assert Consent.objects.filter(purpose="guest", is_given=False).count() == 1
    with pytest.raises(NotWarm):
        write(lanterne, warm, "Bonjour")


def test_a_sheet_taken_back_ends_it(lanterne: Association, warm: UUID) -> None:
    with lanterne.inside():
        referral, conversation = hold(warm)
        withdraw(referral=referral, conversation=conversation, at=SOON)
    with pytest.raises(NotWarm):
        write(lanterne, warm, "Bonjour")


def test_an_answer_on_the_page_reaches_the_adviser_and_is_screened(lanterne: Association, warm: UUID) -> None:
    with lanterne.inside():
        referral, conversation = hold(warm)
        hear = hearing(conversation=conversation, kind="person_wrote_on_page", at=SOON)
        for words in ("Oui mardi.", "j'ai envie de mourir"):
            answer_guest(referral=referral, conversation=conversation, words=words, hear=hear, at=SOON)
        assert Message.objects.filter(system_kind="person_wrote_on_page", risk_rank__gte=2).count() == 1
    assert ("person", "Oui mardi.") in seen(lanterne, warm)


def test_a_worker_passes_on_one_message_and_never_an_older_one(
    lanterne: Association, warm: UUID, process: Process
) -> None:
    say(lanterne, event("c'est secret, juste pour toi", id="secret"))
    say(lanterne, event("dis-lui que mardi ça va", id="mardi"))
    process()
    with lanterne.inside():
        referral, conversation = hold(warm)
        older = Message.objects.filter(direction="in").order_by("received_at").first()
        mine = next(line for line in passable(referral) if "mardi" in line.words)
        for _ in range(2):
            pass_on(
                referral=referral, conversation=conversation, message_id=mine.id, by_user_id=worker(lanterne), at=SOON
            )
        assert older is not None
        Message.objects.filter(id=older.id).update(received_at=NIGHT - timedelta(days=1))
        with pytest.raises(Message.DoesNotExist):
            pass_on(
                referral=referral, conversation=conversation, message_id=older.id, by_user_id=worker(lanterne), at=SOON
            )
    assert seen(lanterne, warm) == [("person", "dis-lui que mardi ça va")]
