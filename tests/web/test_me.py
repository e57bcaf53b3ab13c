"""The young person's own page: everything seen, corrected, chosen, erased, by whoever holds the address."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from django.test import Client

from maraude.apps.inbox.actions.write_note import write_note
from maraude.apps.inbox.models import Conversation, Message, NeedFound
from maraude.apps.inbox.queries.facts import said_facts
from maraude.apps.inbox.queries.thread import thread
from maraude.apps.orgs.actions.access_links import make_link, revoke_links
from maraude.apps.orgs.models import LinkKind
from maraude.apps.people.models import Person
from maraude.apps.referrals.actions.answer_referral import Answer, answer_referral
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.models import Referral, SheetLine
from maraude.apps.referrals.queries.sheets import lines_for_structure
from maraude.apps.safety.models import Alert, AlertSignal
from maraude.core.referral import Gesture
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import IMMEDIATE, URGENT, event
from tests.support.handovers import proposed, released, state
from tests.support.world import Association

HOSTILE = "<script>alert(1)</script> \u202egnp {{ 7*7 }} </textarea><b>"


class Phone:
    """A young person's phone: no account, no cookie."""

    def __init__(self, token: str) -> None:
        self.path = f"/me/{token}"
        self.client = Client(headers={"accept-language": "fr"}, enforce_csrf_checks=True)

    def read(self) -> str:
        answer = self.client.get(self.path)
        assert answer.status_code == 200
        return answer.content.decode()

    def do(self, where: str, **values: object) -> Any:
        return self.client.post(f"{self.path}/{where}", values)


@pytest.fixture
def enzo(lanterne: Association, process: Callable[[], int]) -> Phone:
    """Enzo reads a sheet that Nour proposes."""
    return Phone(proposed(lanterne, process, note="Enzo aime cuisiner.")[1])


def facts(association: Association) -> dict[str, Any]:
    with association.inside():
        return said_facts(thread(conversation_id=association.thread(), user_id=None).messages)


def line(association: Association, kind: str) -> SheetLine:
    with association.inside():
        return SheetLine.objects.get(kind=kind)


def test_the_page_shows_what_is_kept_and_sets_no_cookie(enzo: Phone) -> None:
    page = enzo.read()
    for shown in (
        "Ce que la maraude garde de toi",
        "lâché le lycée",
        "Mission locale de Saverne",
        "Enzo aime cuisiner.",
    ):
        assert shown in page
    assert not enzo.client.cookies


@pytest.mark.parametrize("token", ["nope", "a" * 43, "%00", "../inbox", "é"])
@pytest.mark.django_db
def test_a_guessed_address_meets_the_neutral_page(token: str) -> None:
    answer = Client(headers={"accept-language": "fr"}).get(f"/me/{token}")
    assert answer.status_code == 404


def test_old_revoked_and_foreign_addresses_look_the_same(lanterne: Association, enzo: Phone) -> None:
    with lanterne.inside():
        person = Person.objects.get()
        old = make_link(
            org_id=lanterne.org_id,
            kind=LinkKind.ME,
            subject_id=person.id,
            expires_at=clock.now() - timedelta(seconds=1),
        )
        of_nobody = make_link(org_id=lanterne.org_id, kind=LinkKind.ME, subject_id=lanterne.thread("personne"))
        revoke_links(kind=LinkKind.ME, subject_id=person.id, at=clock.now())
    answers = [Client().get(f"/me/{token}") for token in (old, of_nobody, enzo.path.removeprefix("/me/"), "nope")]
    assert {answer.status_code for answer in answers} == {404}
    assert len({answer.content for answer in answers}) == 1


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("age", "18", 18),
        ("place", "Molsheim", {"text": "Molsheim"}),
        ("status", "neet", "neet"),
        ("since", "mars", "mars"),
    ],
)
def test_a_correction_replaces_what_was_understood_as_said_by_the_person(
    lanterne: Association, enzo: Phone, name: str, value: str, expected: object
) -> None:
    assert enzo.do("correct", name=name, value=value).status_code == 302
    found = facts(lanterne)
    assert (found[name], found["corrected"]) == (expected, {name})
    with lanterne.inside():
        assert Message.objects.filter(system_kind=f"person_corrected_{name}").count() == 1


def test_a_fact_can_be_erased(lanterne: Association, enzo: Phone) -> None:
    enzo.do("correct", name="age", gesture="erase")
    assert "age" not in facts(lanterne)


@pytest.mark.parametrize(
    ("name", "value"),
    [("age", "cent"), ("age", "3"), ("age", "٣٣"), ("status", "king"), ("score", "9"), ("place", "a" * 121)],
)
def test_what_cannot_be_right_is_refused_and_kept_on_the_page(enzo: Phone, name: str, value: str) -> None:
    answer = enzo.do("correct", name=name, value=value)
    assert answer.status_code == 409
    assert value in answer.content.decode()


def test_a_need_and_a_message_are_erased(lanterne: Association, enzo: Phone) -> None:
    with lanterne.inside():
        need = NeedFound.objects.values_list("need", flat=True)[0]
        message = Message.objects.get(direction="in")
    enzo.do("forget", need=need)
    enzo.do("forget", message=message.id)
    enzo.do("forget", message=message.id)
    with lanterne.inside():
        message.refresh_from_db()
        assert message.deleted_at is not None
        assert not NeedFound.objects.exists()
        assert Message.objects.filter(system_kind="person_erased_message").count() == 1
    assert "lâché le lycée" not in enzo.read()


def test_what_a_colleague_wrote_cannot_be_erased_from_the_page(lanterne: Association, enzo: Phone) -> None:
    with lanterne.inside():
        ours = Message.objects.get(direction="out")
    assert enzo.do("forget", message=ours.id).status_code == 404
    assert enzo.do("forget", message="nope").status_code == 404


def test_without_ai_no_model_reads_and_danger_is_still_seen(
    lanterne: Association, enzo: Phone, process: Callable[[], int]
) -> None:
    enzo.do("choose", gesture="without_ai")
    say(lanterne, event("je veux mourir, j'ai besoin d'un logement", id="after", minute=9))
    process()
    with lanterne.inside():
        message = Message.objects.get(event_id="after")
        assert (message.risk_rank, message.model_version.split(" ")[0]) == (2, "rules")
        assert not NeedFound.objects.filter(message_id=message.id).exists()
    enzo.do("choose", gesture="with_ai")
    with lanterne.inside():
        assert not Person.objects.get().without_ai


def test_stop_on_the_page_is_a_stop(lanterne: Association, enzo: Phone) -> None:
    enzo.do("choose", gesture="stop")
    with lanterne.inside():
        assert Person.objects.get().stopped_at is not None


def test_everything_is_erased_once_it_was_said_twice(lanterne: Association, enzo: Phone) -> None:
    assert enzo.do("erase").status_code == 200
    with lanterne.inside():
        assert Person.objects.get().erased_at is None
    assert "Tout est effacé" in enzo.do("erase", sure="yes").content.decode()
    with lanterne.inside():
        assert Person.objects.get().erased_at is not None
        assert not Referral.objects.exists()
    assert enzo.client.get(enzo.path).status_code == 404


def test_the_file_to_take_away_holds_everything_and_no_third_party(lanterne: Association, enzo: Phone) -> None:
    with lanterne.inside():
        write_note(conversation=Conversation.objects.get(), text="canari de Nour", author_id=lanterne.staff["nour"])
    answer = enzo.client.get(f"{enzo.path}/download")
    assert "attachment" in answer.headers["Content-Disposition"]
    page = answer.content.decode()
    inside = re.search(r'<script type="application/json" id="data">(.*)</script>', page, re.DOTALL)
    assert inside is not None
    data = json.loads(inside[1])
    assert data["handovers"][0]["structure"] == "Mission locale de Saverne"
    assert data["notes_between_colleagues"] == 1
    assert data["identities"][0]["value"] == "enzo"
    assert all(secret not in page for secret in ("canari de Nour", "Nour", "nour@"))


def test_hostile_words_are_shown_as_words_and_end_no_file(
    lanterne: Association, enzo: Phone, process: Callable[[], int]
) -> None:
    say(lanterne, event(HOSTILE, id="hostile", minute=5))
    process()
    with lanterne.inside():
        referral_id = Referral.objects.get().id
    enzo.do("line", referral=referral_id, gesture="add", words=HOSTILE)
    enzo.do("correct", name="place", value="<b>ici")
    for page in (enzo.read(), enzo.client.get(f"{enzo.path}/download").content.decode()):
        assert "<script>alert" not in page
        assert "<b>" not in page
        assert "\u202e" not in re.sub(r"<textarea.*?</textarea>|<script.*?</script>", "", page, flags=re.DOTALL)


def test_a_struck_line_and_new_words_are_what_the_structure_reads(lanterne: Association, enzo: Phone) -> None:
    referral_id, age, place = line(lanterne, "age").referral_id, line(lanterne, "age"), line(lanterne, "place")
    enzo.do("line", referral=referral_id, line=age.id, gesture="strike")
    enzo.do("line", referral=referral_id, line=place.id, gesture="change", words="vers Saverne")
    enzo.do("line", referral=referral_id, gesture="add", words="Je préfère le matin.")
    enzo.do("decide", referral=referral_id, gesture="release")
    with lanterne.inside():
        left = {one.kind.value: one.words for one in lines_for_structure(Referral.objects.get())}
    assert "age" not in left
    assert (left["place"], left["person_says"]) == ("vers Saverne", "Je préfère le matin.")


def test_two_tabs_and_replays_change_nothing_more(lanterne: Association, enzo: Phone) -> None:
    line_of_age = line(lanterne, "age")
    for _ in range(2):
        assert enzo.do("decide", referral=line_of_age.referral_id, gesture="release").status_code == 302
    late = enzo.do("line", referral=line_of_age.referral_id, line=line_of_age.id, gesture="change", words="19 ans")
    assert (late.status_code, "19 ans" in late.content.decode()) == (409, True)
    assert state(lanterne, line_of_age.referral_id) == "released"


def test_declining_and_taking_back(lanterne: Association, process: Callable[[], int]) -> None:
    referral_id, token = proposed(lanterne, process)
    Phone(token).do("decide", referral=referral_id, gesture="decline")
    assert state(lanterne, referral_id) == "declined"
    answer = Phone(token).do("decide", referral=referral_id, gesture="release")
    assert answer.status_code == 409


def test_the_sheet_of_somebody_else_is_not_found(quai: Association, enzo: Phone, process: Callable[[], int]) -> None:
    other, _code = released(quai, process)
    for values in ({"gesture": "release"}, {"gesture": "withdraw"}, {"gesture": "said_came"}, {"gesture": "nope"}):
        assert enzo.do("decide", referral=other, **values).status_code == 404
    assert enzo.do("line", referral=other, gesture="add", words="x").status_code == 404
    assert state(quai, other) == "released"


@pytest.mark.parametrize("where", ["correct", "forget", "choose", "erase", "line", "decide", "close"])
def test_a_gesture_is_a_post_and_an_empty_one_breaks_nothing(enzo: Phone, where: str) -> None:
    assert enzo.client.get(f"{enzo.path}/{where}").status_code == 405
    assert enzo.do(where).status_code in {200, 404, 409}


@pytest.mark.parametrize(
    ("where", "values"),
    [("line", {"gesture": "add", "words": URGENT}), ("correct", {"name": "place", "value": f"nulle part, {URGENT}"})],
)
def test_words_of_danger_typed_on_the_page_raise_an_alert_at_once(
    lanterne: Association, enzo: Phone, where: str, values: dict[str, str]
) -> None:
    with lanterne.inside():
        referral_id = Referral.objects.get().id
    enzo.do(where, referral=referral_id, **values)
    with lanterne.inside():
        alert = Alert.objects.get()  # the one that their first message opened
        assert AlertSignal.objects.filter(alert_id=alert.id, source="page", level_rank=2).count() == 1
        assert "suicide" in alert.kinds
        thread_now = Conversation.objects.get()
        assert (thread_now.danger_rank, thread_now.waiting_since is not None) == (2, True)
        assert Message.objects.get(system_kind="person_wrote_on_page").risk_rank == 2


def test_a_life_in_danger_is_answered_by_the_right_line(lanterne: Association, enzo: Phone) -> None:
    with lanterne.inside():
        referral_id = Referral.objects.get().id
    enzo.do("line", referral=referral_id, gesture="add", words=IMMEDIATE)
    with lanterne.inside():
        assert Message.objects.filter(direction="out", purpose="safety").count() == 1


def test_an_address_that_somebody_else_may_have_is_ended(lanterne: Association, enzo: Phone) -> None:
    assert "n'ouvre plus rien" in enzo.do("close").content.decode()
    assert enzo.client.get(enzo.path).status_code == 404
    with lanterne.inside():
        assert Person.objects.get().erased_at is None
        assert Message.objects.filter(system_kind="person_page_closed").count() == 1


def test_corrections_without_end_are_slowed_down(lanterne: Association, enzo: Phone) -> None:
    answers = [enzo.do("correct", name="age", value=str(15 + n % 9)).status_code for n in range(52)]
    assert (answers[0], answers[49], answers[50]) == (302, 302, 409)
    assert "dis-le à la personne" in enzo.do("correct", name="age", value="20").content.decode()
    del lanterne


def test_whether_they_went_is_asked_once_it_can_have_happened(
    lanterne: Association, process: Callable[[], int]
) -> None:
    referral_id, token = proposed(lanterne, process)
    phone = Phone(token)
    phone.do("decide", referral=referral_id, gesture="release")
    assert "Tu y es allé" not in phone.read()
    slot = Answer(gesture=Gesture.OFFER_SLOT, begins_at=clock.now() + timedelta(days=2))
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        answer_referral(referral=referral, conversation=conversation, answer=slot, at=clock.now())
    page = phone.read()
    assert ("J'y serai" in page, "Tu y es allé" in page) == (True, False)
    with time_machine.travel(clock.now() + timedelta(days=3)):
        assert "Tu y es allé" in phone.read()
        phone.do("decide", referral=referral_id, gesture="said_came")
    assert state(lanterne, referral_id) == "received"


def test_the_page_speaks_the_language_of_its_address_and_keeps_it(enzo: Phone) -> None:
    assert "What we keep of you" in enzo.client.get(f"{enzo.path}?lang=en").content.decode()
    answer = enzo.do("correct?lang=en", name="age", value="18")
    assert answer.headers["location"].endswith("?done=yes&lang=en#facts")


def test_a_sentence_to_a_young_person_says_tu(enzo: Phone, lanterne: Association) -> None:
    with lanterne.inside():
        referral_id = Referral.objects.get().id
    page = enzo.do("line", referral=referral_id, gesture="add", words="a" * 10_001).content.decode()
    assert "coupe en deux" in page
