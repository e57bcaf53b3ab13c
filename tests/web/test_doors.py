"""The register of doors, its posters, and the page behind a code."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from maraude.apps.outreach.models import Door
from tests.support.chat_page import open_page


@pytest.fixture
def door(lanterne: Any, process: Callable[[], int], signed_in: Callable[[int], Client]) -> Door:
    """A poster made by Camille."""
    open_page(lanterne, process)
    camille = signed_in(lanterne.staff["camille"])
    answer = camille.post(
        "/settings/doors", {"place": "Lycée Zola, hall B", "kind": "poster", "put_up_on": "2026-01-12"}
    )
    assert answer.status_code == 302
    with lanterne.inside():
        return Door.objects.get()


def test_a_door_is_made_with_its_poster(lanterne: Any, door: Door, signed_in: Callable[[int], Client]) -> None:
    nour = signed_in(lanterne.staff["nour"])
    poster = nour.get(f"/settings/doors/{door.id}/poster").content.decode()
    assert f"127.0.0.1:8000/r/{door.code}" in poster
    drawn = nour.get(f"/settings/doors/{door.id}/code.svg")
    assert drawn.headers["content-type"] == "image/svg+xml"
    assert b"<script" not in drawn.content


def test_a_worker_reads_the_register_and_does_not_write_it(
    lanterne: Any, door: Door, signed_in: Callable[[int], Client]
) -> None:
    nour = signed_in(lanterne.staff["nour"])
    assert "Lycée Zola" in nour.get("/settings/doors").content.decode()
    assert nour.post("/settings/doors", {"place": "Ailleurs"}).status_code == 403
    assert nour.post(f"/settings/doors/{door.id}/end").status_code == 403
    with lanterne.inside():
        assert Door.objects.get().ended_at is None


def test_a_refused_door_keeps_what_was_typed(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    answer = signed_in(lanterne.staff["camille"]).post("/settings/doors", {"place": "Ici"})
    assert "pas encore de page de discussion" in answer.content.decode()
    assert 'value="Ici"' in answer.content.decode()


def test_the_list_costs_the_same_whatever_their_number(
    lanterne: Any, door: Door, signed_in: Callable[[int], Client], django_assert_num_queries: Any
) -> None:
    camille = signed_in(lanterne.staff["camille"])
    del door
    for _ in range(5):
        camille.post("/settings/doors", {"place": "Gare"})
    with django_assert_num_queries(19):
        camille.get("/settings/doors")


def test_the_page_behind_a_code_says_where_it_hangs_and_sets_nothing(door: Door) -> None:
    answer = Client(headers={"accept-language": "fr"}).get(f"/r/{door.code}")
    html = answer.content.decode()
    assert "Lycée Zola, hall B" in html
    assert "12 janvier 2026" in html
    assert f"?d={door.code}" in html
    assert not answer.cookies
    assert len(html) < 10_000


def test_the_chat_keeps_the_door_of_its_own_association_only(
    door: Door, lanterne: Any, quai: Any, process: Callable[[], int]
) -> None:
    page = open_page(lanterne, process)
    assert f'name="door" value="{door.code}"' in page.client.get(f"{page.path}?d={door.code}").content.decode()
    assert 'name="door" value=""' in page.client.get(f"{page.path}?d=%22%3E%3Cb%3E").content.decode()
    other = open_page(quai, process)
    assert 'name="door" value=""' in other.client.get(f"{other.path}?d={door.code}").content.decode()


def test_an_ended_unknown_or_invented_code_meets_the_neutral_page(
    lanterne: Any, door: Door, signed_in: Callable[[int], Client]
) -> None:
    signed_in(lanterne.staff["camille"]).post(f"/settings/doors/{door.id}/end")
    for code in (door.code, "nope", "a" * 3000, "%00", "https:%2F%2Fevil.example"):
        answer = Client(headers={"accept-language": "fr"}).get(f"/r/{code}")
        assert answer.status_code == 404
        assert "location" not in answer.headers


@pytest.mark.usefixtures("lanterne")
@pytest.mark.parametrize(
    ("language", "word"), [("fr", "Tes données et tes droits"), ("en", "Your data and your rights")]
)
def test_infos_says_it_in_both_languages(language: str, word: str) -> None:
    answer = Client().get(f"/infos?lang={language}")
    html = answer.content.decode()
    assert word in html
    assert all(number in html for number in ("112", "114", "119", "3114", "CNIL"))
    assert not answer.cookies


@pytest.mark.usefixtures("lanterne")
def test_where_leaving_leads_says_nothing_of_us() -> None:
    html = Client(headers={"accept-language": "fr"}).get("/infos/month").content.decode().lower()
    assert "maraude" not in html
    assert "lanterne" not in html
