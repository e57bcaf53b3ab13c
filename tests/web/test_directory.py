"""Proposals beside a thread, the place to look around, the answer they go into; and the directory's own pages."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from maraude.apps.audit.models import AuditFact
from maraude.apps.directory.models import SoughtPlace
from maraude.apps.inbox.models import Message, NeedFound, OutboxItem
from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.erase_person import erase_person
from maraude.apps.privacy.queries.export import export_of
from maraude.apps.privacy.queries.kept import kept_of
from tests.support.directory import LOADED_AT
from tests.support.door import say
from tests.support.events import event
from tests.support.published import load, load_geo, service, structure

SEEKS_WORK = "salut, je cherche un travail, j'ai 19 ans"


@pytest.fixture
def nour(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["nour"])


@pytest.fixture
def enzo(lanterne: Any, process: Callable[[], int], tmp_path: Path) -> str:
    """Enzo, 19, looks for work; the directory knows the mission locale of Saverne."""
    load_geo(tmp_path)
    load(tmp_path, structure(source="maraude-demo"), service(source="maraude-demo", mobilisable_par=["usagers"]))
    say(lanterne, event(SEEKS_WORK, id="e1", thread="enzo"))
    process()
    with lanterne.inside():
        message = Message.objects.get(event_id="e1")
        NeedFound.objects.get_or_create(
            org_id=lanterne.org_id,
            message_id=message.id,
            need="employment",
            defaults={"conversation_id": message.conversation_id, "score": 0.9, "source": "rule"},
        )
    return f"/c/{lanterne.thread('enzo')}/"


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200
    return answer.content.decode()


def test_without_a_place_one_is_asked_for(nour: Client, enzo: str) -> None:
    shown = page(nour, enzo)
    assert 'name="place"' in shown
    assert "Mission locale" not in shown


@pytest.mark.parametrize("said", [{"place": "saverne"}, {"place": "67437"}, {"insee": "67437", "place": "sav"}])
def test_a_place_that_is_typed_or_chosen_brings_proposals(nour: Client, enzo: str, said: dict[str, str]) -> None:
    assert nour.post(f"{enzo}place", said).status_code == 302
    shown = page(nour, enzo)
    assert "Mission locale de Saverne" in shown
    assert "autour de Saverne" in shown
    assert "fictif" in shown


def test_the_place_is_sealed_and_its_choice_is_noted_without_a_word(lanterne: Any, nour: Client, enzo: str) -> None:
    nour.post(f"{enzo}place", {"place": "saverne"})
    with lanterne.inside():
        assert b"67437" not in bytes(SoughtPlace.objects.get().sealed_place)
        assert AuditFact.objects.filter(action="place_chosen").count() == 1


@pytest.mark.parametrize("typed", ["sa", "saint-denis", "67700"])
def test_a_place_that_may_be_several_is_asked_again(nour: Client, enzo: str, typed: str) -> None:
    answer = nour.post(f"{enzo}place", {"place": typed})
    assert answer.status_code == 200
    assert 'name="insee"' in answer.content.decode()


def test_a_place_that_is_none_is_said_so(nour: Client, enzo: str) -> None:
    assert "Aucune commune" in nour.post(f"{enzo}place", {"place": "Atlantide"}).content.decode()
    nour.post(f"{enzo}place", {"insee": "99999"})
    assert "Mission locale" not in page(nour, enzo)


def test_what_is_being_typed_lists_communes(nour: Client, enzo: str) -> None:
    shown = nour.post(f"{enzo}place/choices", {"place": "saint den"}).content.decode()
    assert shown.count('name="insee"') == 2


def test_a_chosen_place_can_be_forgotten(nour: Client, enzo: str) -> None:
    nour.post(f"{enzo}place", {"place": "saverne"})
    nour.post(f"{enzo}place", {"forget": "1"})
    assert "Mission locale" not in page(nour, enzo)


def test_a_card_goes_into_the_answer_and_nothing_leaves(lanterne: Any, nour: Client, enzo: str) -> None:
    answer = nour.post(f"{enzo}insert", {"service_id": "test--ml--suivi", "text": "Bonsoir Enzo."})
    assert answer.headers["location"] == f"{enzo}#composer"
    shown = page(nour, enzo)
    assert "Bonsoir Enzo." in shown
    assert "16 rue du Zornhoff, 67700 Saverne" in shown
    assert "01 99 00 12 34" in shown
    with lanterne.inside():
        assert OutboxItem.objects.count() == 0


def test_a_card_without_javascript_is_added_to_what_was_kept(nour: Client, enzo: str) -> None:
    nour.post(f"{enzo}draft", {"text": "Je pense à un endroit."})
    nour.post(f"{enzo}insert", {"service_id": "test--ml--suivi"})
    assert "Je pense à un endroit." in page(nour, enzo)


def test_a_card_of_nothing_is_not_found(nour: Client, enzo: str) -> None:
    assert nour.post(f"{enzo}insert", {"service_id": "nope"}).status_code == 404


def test_the_fragment_shows_what_the_page_shows(nour: Client, enzo: str) -> None:
    nour.post(f"{enzo}place", {"place": "saverne"})
    fragment = nour.post(f"{enzo}place", {"place": "saverne"}, headers={"HX-Request": "true"}).content.decode()
    section = fragment[fragment.index('<section id="proposals"') :]
    assert "Mission locale de Saverne" in section[: section.index("</section>")]


def test_a_need_set_aside_brings_nothing(lanterne: Any, nour: Client, enzo: str) -> None:
    nour.post(f"{enzo}place", {"place": "saverne"})
    with lanterne.inside():
        NeedFound.objects.update(state="dismissed")
    assert "Mission locale" not in page(nour, enzo)


@pytest.mark.parametrize(
    "question", ["q=mission+locale", "q=accomp", "need=employment&place=saverne", "q=SAVERNE&place=67"]
)
@pytest.mark.usefixtures("enzo")
def test_a_service_is_found_by_words_need_and_place(nour: Client, question: str) -> None:
    assert "Mission locale de Saverne" in page(nour, f"/directory/?{question}")


@pytest.mark.parametrize("question", ["q=boulangerie", "q=mission+boulangerie", "need=housing&q=zzz", "place=ajaccio"])
@pytest.mark.usefixtures("enzo")
def test_what_does_not_fit_is_not_found(nour: Client, question: str) -> None:
    shown = page(nour, f"/directory/?{question}")
    assert "Rien trouvé" in shown
    assert "Mission locale de Saverne" not in shown


@pytest.mark.parametrize(
    "question", ["", "need=pizza", "q=%27%22%3B--%26%7C%21%3A*", "q=" + "a" * 5000, "place=%EF%BF%BD"]
)
def test_any_question_gets_a_page(nour: Client, question: str) -> None:
    assert nour.get(f"/directory/?{question}").status_code == 200


@pytest.mark.usefixtures("enzo")
def test_a_service_has_its_page(nour: Client) -> None:
    shown = page(nour, "/directory/service/test--ml--suivi/")
    assert "16 rue du Zornhoff" in shown
    assert "Inventé pour la démonstration" in shown


def test_administrators_are_told_what_to_import_and_everybody_how_old_it_is(
    lanterne: Any, signed_in: Callable[[int], Client], enzo: str
) -> None:
    del enzo
    shown = {name: page(signed_in(lanterne.staff[name]), "/directory/sources/") for name in ("nour", "sacha")}
    assert all("maraude-demo" in one for one in shown.values())
    assert ["maraude import" in shown[name] for name in ("nour", "sacha")] == [False, True]


def test_the_place_goes_with_the_person(lanterne: Any, nour: Client, enzo: str) -> None:
    nour.post(f"{enzo}place", {"place": "saverne"})
    with lanterne.inside():
        person = Person.objects.get()
        assert export_of(kept_of(person), at=LOADED_AT)["looked_around"] == ["67437"]
        erase_person(org_id=lanterne.org_id, person_id=person.id, actor="test", at=LOADED_AT)
        assert SoughtPlace.objects.count() == 0
