"""The register of spaces, and what is refused because of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.test import Client

from maraude.apps.outreach.models import Round, Space, SpaceAgreement
from maraude.core.space import Gesture, Network
from maraude.lib import clock
from tests.support.spaces import new_space

FORM = {
    "kind": "server",
    "network": "discord",
    "name": "Serveur <b>des potes</b>",
    "age_mix": "mixed",
    "hours": "Mo-Su 00:00-24:00",
    "contacts": "Modo : pixel_42",
    "handles": "MaraudeLanterne\n\n",
}


def test_a_coordinator_writes_a_space_and_its_agreement_down(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    camille = signed_in(lanterne.staff["camille"])
    address = camille.post("/settings/spaces", FORM).headers["location"]
    html = camille.get(address).content.decode()
    assert "Serveur &lt;b&gt;des potes&lt;/b&gt;" in html
    assert "n&#x27;a pas encore donné son accord" in html
    today = clock.now().date()
    agreed = {"given_by": "Kim", "given_on": today.isoformat(), "expires_on": today.isoformat()}
    camille.post(f"{address}/agree", agreed | {"gestures": ["be_present", "nonsense"]})
    assert "Kim a donné son accord" in camille.get(address).content.decode()
    with lanterne.inside():
        assert SpaceAgreement.objects.get().gestures == ["be_present"]


def test_a_worker_reads_the_register_and_does_not_write_it(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour, space = signed_in(lanterne.staff["nour"]), new_space(lanterne)
    assert "pixel_42" in nour.get(f"/settings/spaces/{space.id}").content.decode()
    for path in ("", f"/{space.id}", f"/{space.id}/agree", f"/{space.id}/end"):
        assert nour.post(f"/settings/spaces{path}", FORM).status_code == 403


def test_what_is_refused_is_kept_in_the_form(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    camille = signed_in(lanterne.staff["camille"])
    html = camille.post("/settings/spaces", FORM | {"hours": "le soir"}).content.decode()
    assert 'role="alert"' in html
    assert "pixel_42" in html
    space = new_space(lanterne)
    html = camille.post(f"/settings/spaces/{space.id}", FORM | {"name": " "}).content.decode()
    assert 'role="alert"' in html
    wrongs: list[dict[str, object]] = [{"given_on": "hier"}, {"given_by": ""}, {"gestures": []}]
    for wrong in wrongs:
        camille.post(f"/settings/spaces/{space.id}/agree", {"given_by": "Kim"} | wrong)
    with lanterne.inside():
        assert SpaceAgreement.objects.count() == 1


def test_a_round_says_why_it_is_refused(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    camille = signed_in(lanterne.staff["camille"])
    space = new_space(lanterne, allows=[Gesture.ANNOUNCE])
    for asked in (str(space.id), "nope"):
        camille.post("/rounds/start", {"space": asked, "place": "Ailleurs"})
    html = camille.get("/rounds/").content.decode()
    assert "n&#x27;a pas donné son accord pour cela" in html
    assert "plus dans cet espace" in html
    with lanterne.inside():
        assert Round.objects.count() == 0


def test_the_text_to_copy_is_refused_or_cut_as_the_space_says(
    lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    nour = signed_in(lanterne.staff["nour"])
    silent = new_space(lanterne, name="Silence", allows=[Gesture.BE_PRESENT])
    by_hand = new_space(lanterne, name="Vidéos", network=Network.TIKTOK, allows=[Gesture.BE_PRESENT, Gesture.ANNOUNCE])
    pages = []
    for space in (silent, by_hand):
        answer = nour.post("/rounds/start", {"space": str(space.id)})
        pages.append(nour.get(answer.headers["location"]).content.decode())
    assert "announce-text" not in pages[0]
    assert "donné son accord pour cela" in pages[0]
    assert "moi c&#x27;est Nour, de La Lanterne" in pages[1]
    assert "à la main" in pages[1]
    assert "Sans l'adresse d'une porte" in pages[1]


def test_a_door_says_why_it_is_refused(
    lanterne: Any, signed_in: Callable[[int], Client], process: Callable[[], int]
) -> None:
    from tests.support.chat_page import open_page  # noqa: PLC0415 - once Django is there

    open_page(lanterne, process)
    camille, space = signed_in(lanterne.staff["camille"]), new_space(lanterne, allows=[Gesture.BE_PRESENT])
    asked = {"place": "Stream", "kind": "stream", "put_up_on": "2026-11-26", "space": str(space.id)}
    assert "donné son accord pour cela" in camille.post("/settings/doors", asked).content.decode()
    over = camille.post("/settings/doors", {"place": "Stream", "kind": "link", "expires_on": "2020-01-01"})
    assert "ferme aujourd" in over.content.decode()


def test_a_space_we_left_stays_in_the_register(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    camille, space = signed_in(lanterne.staff["camille"]), new_space(lanterne)
    camille.post(f"/settings/spaces/{space.id}/end", {"what": "agreement"})
    camille.post(f"/settings/spaces/{space.id}/end", {"what": "space"})
    assert "Nous ne sommes plus dans cet espace" in camille.get("/settings/spaces").content.decode()
    assert "Lumo" not in camille.get("/rounds/").content.decode()
    with lanterne.inside():
        assert Space.objects.get().ended_at is not None


def test_the_list_costs_the_same_whatever_their_number(
    lanterne: Any, signed_in: Callable[[int], Client], django_assert_num_queries: Any
) -> None:
    camille = signed_in(lanterne.staff["camille"])
    for number in range(5):
        new_space(lanterne, name=f"Espace {number}")
    with django_assert_num_queries(16):
        camille.get("/settings/spaces")
