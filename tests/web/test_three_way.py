"""Three people in one conversation, on their three pages; and colleagues whom the structure invites."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.test import Client

from maraude.apps.inbox.models import Message
from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.erase_person import erase_person
from maraude.apps.referrals.actions.decide_sheet import release
from maraude.apps.referrals.actions.invite_adviser import MOST_ADVISERS
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.models import Adviser, Referral, ReferralEvent
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import event
from tests.support.handovers import NIGHT, proposed, structure_code
from tests.support.world import Association


class Three:
    """The adviser's page, the young person's, and the worker's."""

    def __init__(self, association: Association, referral_id: UUID, token: str, code: str, worker: Client) -> None:
        self.association, self.id, self.worker = association, referral_id, worker
        self.outside = Client(headers={"accept-language": "fr"}, enforce_csrf_checks=True)
        self.me, self.structure = f"/me/{token}", f"/s/{code}"
        self.thread = f"/c/{association.thread()}/handover/{referral_id}/"

    def own(self, gesture: str, **values: object) -> Any:
        return self.outside.post(f"{self.me}/guest", {"referral": self.id, "gesture": gesture, **values})

    def adviser(self, where: str, *, page: str = "", **values: object) -> Any:
        return self.outside.post(f"{page or self.structure}/{where}", values)

    def colleague(self, gesture: str, **values: object) -> Any:
        return self.worker.post(f"{self.thread}guest", {"gesture": gesture, **values})

    def read(self, page: str) -> str:
        answer = self.outside.get(page)
        assert answer.status_code == 200
        return answer.content.decode()

    def invited(self, name: str = "Sami") -> str:
        page = self.adviser("invite", name=name).content.decode()
        found = re.search(r"/s/[\w-]{20,}(?=\" *>|\")", page[page.index("invited-url") :])
        assert found
        return found.group()


@pytest.fixture
def three(lanterne: Association, process: Callable[[], int], signed_in: Callable[[int], Client]) -> Three:
    referral_id, token = proposed(lanterne, process)
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        release(referral=referral, conversation=conversation, at=NIGHT)
    code = structure_code(lanterne, referral_id)
    return Three(lanterne, referral_id, token, code, signed_in(lanterne.staff["nour"]))


def test_the_young_person_opens_it_and_all_three_read(three: Three) -> None:
    assert "la personne décide" in three.read(three.structure)
    assert three.own("open").status_code == 302
    answer = three.adviser("write", words="Bonjour, je vous attends mardi.", name="Léa", key="1")
    assert answer.headers["Location"].endswith("said=sent")
    assert three.own("answer", words="D'accord pour mardi.").status_code == 302
    for page in (three.structure, three.me):
        assert "je vous attends mardi" in three.read(page)
        assert "D&#x27;accord pour mardi." in three.read(page)
    thread = three.worker.get(f"/c/{three.association.thread()}/").content.decode()
    assert "[Léa, Mission locale de Saverne, par La Lanterne]" in thread
    assert "écrit par un conseiller, par nous" in thread


def test_a_refused_word_is_said_and_what_was_typed_stays(three: Three) -> None:
    refused = three.adviser("write", words="gardé pour vous", name="Léa", key="1")
    assert refused.status_code == 409
    assert "gardé pour vous" in refused.content.decode()
    assert three.own("answer", words="perdu ?").status_code == 409


def test_hostile_words_are_read_by_the_worker_first(three: Three) -> None:
    three.own("open")
    held = three.adviser("write", words="Tu vas le regretter <script>", name="Léa", key="1")
    assert held.headers["Location"].endswith("said=held")
    page = three.worker.get(three.thread).content.decode()
    assert "Léa : Tu vas le regretter &lt;script&gt;" in page
    with three.association.inside():
        event_id = ReferralEvent.objects.get(what="warm_held").id
    assert three.colleague("let_through", event=event_id).status_code == 302
    with three.association.inside():
        assert Message.objects.filter(purpose="guest").count() == 1


def test_the_adviser_does_not_learn_of_a_stop(three: Three) -> None:
    three.own("open")
    with three.association.inside():
        Person.objects.update(stopped_at=NIGHT)
    page = three.adviser("write", words="Bonjour", name="Léa", key="1")
    assert page.headers["Location"].endswith("said=not_sent")
    assert "stop" not in three.read(f"{three.structure}?said=not_sent").lower().split("<main")[1]


def test_a_worker_notes_a_yes_passes_on_and_ends_it(three: Three, process: Callable[[], int]) -> None:
    three.colleague("open")
    say(three.association, event("dis à Léa que ça marche", id="passed"))
    process()
    with three.association.inside():
        message_id = Message.objects.filter(direction="in").order_by("-received_at").values_list("id", flat=True)[0]
    assert "dis à Léa" not in three.read(three.structure)
    three.colleague("pass_on", message=message_id)
    assert "dis à Léa" in three.read(three.structure)
    three.colleague("close")
    assert three.adviser("write", words="Bonjour", name="Léa", key="2").status_code == 409


@pytest.mark.parametrize(
    "values",
    [{"gesture": "pass_on", "message": "x"}, {"gesture": "let_through", "event": uuid4()}, {"gesture": "fly"}],
)
def test_what_no_form_of_ours_says_is_not_found(three: Three, values: dict[str, object]) -> None:
    three.colleague("open")
    assert three.worker.post(f"{three.thread}guest", values).status_code == 404


def test_an_invited_colleague_reads_answers_and_invites_nobody(three: Three) -> None:
    theirs = three.invited()
    assert "Saverne" in three.read(theirs)
    assert three.adviser("invite", page=theirs, name="Autre").status_code == 404
    assert three.adviser("answer", page=theirs, gesture="take").status_code == 302
    assert "Sami" in three.read(three.me)
    three.own("open")
    assert three.adviser("write", page=theirs, words="Bonjour", key="1").status_code == 302
    with three.association.inside():
        assert Referral.objects.get().state == "taken"
    assert "[Sami, Mission locale" in three.read(three.structure)


@pytest.mark.parametrize("ended_by", ["structure", "worker", "withdrawal", "erasure"])
def test_the_address_of_a_colleague_ends(three: Three, ended_by: str) -> None:
    theirs = three.invited()
    with three.association.inside():
        adviser_id = Adviser.objects.get().id
    if ended_by == "structure":
        three.adviser("uninvite", adviser=adviser_id)
    elif ended_by == "worker":
        three.colleague("end_adviser", adviser=adviser_id)
    elif ended_by == "withdrawal":
        three.outside.post(f"{three.me}/decide", {"referral": three.id, "gesture": "withdraw"})
        assert "Saverne" not in three.read(theirs)
        return
    else:
        with three.association.inside():
            row = Referral.objects.get()
            erase_person(org_id=row.org_id, person_id=row.person_id, actor="person", at=clock.now())
    assert three.outside.get(theirs).status_code == 404


@pytest.mark.parametrize("name", ["", "   ", "12", "<>"])
def test_a_colleague_has_a_name(three: Three, name: str) -> None:
    assert three.adviser("invite", name=name).status_code == 409


def test_five_colleagues_are_enough(three: Three) -> None:
    for number in range(MOST_ADVISERS):
        three.invited(f"Sami {'abcdefgh'[number]}")
    assert three.adviser("invite", name="Encore").status_code == 409


def test_a_colleague_ends_no_other_address(three: Three) -> None:
    theirs, _other = three.invited(), three.invited("Ines")
    with three.association.inside():
        other_id = Adviser.objects.order_by("-id").values_list("id", flat=True)[0]
    assert three.adviser("uninvite", page=theirs, adviser=other_id).status_code == 404
