"""The word of a young person's page: after a silence, whoever holds the phone is asked for it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.test import Client

from maraude.apps.audit.models import AuditFact
from maraude.apps.orgs.models import AccessLink
from maraude.apps.people.actions.code_word import choose_code_word
from maraude.apps.people.models import CodeWord, Person
from maraude.apps.privacy.actions.erase_person import erase_person
from maraude.lib import clock
from tests.support.handovers import proposed
from tests.support.world import Association

DAY = timedelta(days=1)


class Phone:
    """Whoever holds the young person's phone."""

    def __init__(self, association: Association, referral_id: UUID, token: str) -> None:
        self.association, self.referral_id, self.path = association, referral_id, f"/me/{token}"
        self.client = Client(headers={"accept-language": "fr"}, enforce_csrf_checks=True)

    def read(self, path: str = "") -> str:
        return self.client.get(path or self.path).content.decode()

    def choose(self, word: str, gesture: str = "word") -> Any:
        return self.client.post(f"{self.path}/choose", {"gesture": gesture, "word": word})

    def say(self, word: str) -> Any:
        return self.client.post(f"{self.path}/word", {"word": word})

    def wait(self, days: int = 2) -> None:
        with self.association.inside():
            AccessLink.objects.filter(kind="me").update(created_at=clock.now() - days * DAY)

    def release(self, path: str = "") -> int:
        form = {"referral": self.referral_id, "gesture": "release"}
        return self.client.post(f"{path or self.path}/decide", form).status_code


@pytest.fixture
def phone(lanterne: Association, process: Callable[[], int]) -> Phone:
    return Phone(lanterne, *proposed(lanterne, process))


def test_without_a_word_nothing_is_asked(phone: Phone) -> None:
    phone.wait(20)
    assert "Mission locale" in phone.read()


def test_after_a_silence_the_page_shows_nothing_and_does_nothing_without_the_word(phone: Phone) -> None:
    assert phone.choose("Château 12").status_code == 302
    assert "Mission locale" in phone.read()
    phone.wait()
    locked = phone.read()
    assert "Ton mot" in locked
    for secret in ("Mission locale", "La Lanterne", "Saverne"):
        assert secret not in locked
    assert phone.release() == 403
    assert phone.client.get(f"{phone.path}/download").status_code == 403


def test_the_right_word_opens_the_page_for_a_day(phone: Phone) -> None:
    phone.choose("Château 12")
    phone.wait()
    assert phone.say("pas ça").status_code == 409
    opened = phone.say("  CHATEAU-12").headers["Location"]
    assert opened.startswith("/me/")
    assert "Mission locale" in phone.read(opened)
    assert phone.release(opened) == 302
    assert "Ton mot" in phone.read()
    assert not phone.client.cookies


def test_a_new_address_sent_after_a_silence_asks_too(phone: Phone) -> None:
    phone.choose("Château 12")
    with phone.association.inside():
        Person.objects.update(last_inbound_at=clock.now() - 3 * DAY)
    assert "Ton mot" in phone.read()


def test_guessing_is_shut_and_the_right_word_waits_too(phone: Phone) -> None:
    phone.choose("Château 12")
    phone.wait()
    for number in range(5):
        phone.say(f"essai {number}")
    assert "quart d&#x27;heure" in phone.say("Château 12").content.decode()
    with phone.association.inside():
        CodeWord.objects.update(shut_until=clock.now() - DAY)
    assert phone.say("Château 12").status_code == 302


@pytest.mark.parametrize("word", ["", "ab", "!!! ...", "x" * 61])
def test_a_word_that_is_none_is_refused(phone: Phone, word: str) -> None:
    assert phone.choose(word).status_code == 409
    with phone.association.inside():
        assert not CodeWord.objects.exists()


def test_another_word_ends_the_pages_that_the_old_one_opened(phone: Phone) -> None:
    phone.choose("premier mot")
    phone.wait()
    opened = phone.say("premier mot").headers["Location"]
    with phone.association.inside():
        choose_code_word(person=Person.objects.get(), word="second mot")
    assert phone.client.get(opened).status_code == 404


def test_the_person_or_a_worker_who_recognised_them_takes_it_away(
    phone: Phone, signed_in: Callable[[int], Client]
) -> None:
    phone.choose("Château 12")
    phone.choose("", gesture="no_word")
    phone.choose("Château 12")
    phone.wait()
    nour = signed_in(phone.association.staff["nour"])
    page = f"/c/{phone.association.thread()}/handover/{phone.referral_id}/"
    assert "mot de sa page" in nour.get(page).content.decode()
    assert nour.post(f"{page}do", {"gesture": "forget_word"}).status_code == 302
    assert "Mission locale" in phone.read()
    with phone.association.inside():
        actors = list(AuditFact.objects.filter(action="code_word_forgotten").values_list("actor", flat=True))
    assert actors == ["person", f"user:{phone.association.staff['nour']}"]


def test_ending_the_addresses_and_erasing_end_what_the_word_opened(phone: Phone) -> None:
    phone.choose("Château 12")
    phone.wait()
    first = phone.say("Château 12").headers["Location"]
    phone.client.post(f"{first}/close")
    assert phone.client.get(first).status_code == 404
    with phone.association.inside():
        person = Person.objects.get()
        erase_person(org_id=person.org_id, person_id=person.id, actor="person", at=clock.now())
        assert not CodeWord.objects.exists()


def test_no_word_no_question(phone: Phone) -> None:
    assert phone.say("rien").status_code == 404
