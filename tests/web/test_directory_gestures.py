"""One gesture on a service: right, full, closed; a correction; a change that waits. For one association only."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.test import Client

from maraude.apps.audit.models import AuditFact
from maraude.apps.directory.actions.say_of_service import FULL_DAYS
from maraude.apps.directory.models import OwnWord
from maraude.apps.directory.request import Request, answer
from maraude.lib import clock
from tests.support.published import load, load_geo, service, structure

PAGE = "/directory/service/test--ml--suivi/"
RIGHT = {
    "nom": "Accompagnement des 16-25 ans",
    "telephone": "03 88 00 00 00",
    "courriel": "",
    "adresse": "16 rue du Zornhoff",
    "code_postal": "67700",
    "commune": "Saverne",
    "horaires_accueil": "Mo-Fr 09:00-17:00",
}


@pytest.fixture
def nour(lanterne: Any, signed_in: Callable[[int], Client], tmp_path: Path) -> Client:
    load_geo(tmp_path)
    load(tmp_path, structure(), service())
    return signed_in(lanterne.staff["nour"])


def page(client: Client, path: str = PAGE) -> str:
    found = client.get(path)
    assert found.status_code == 200
    return found.content.decode()


def proposed(org: Any) -> list[str]:
    request = msgspec.convert({"needs": ["employment"], "age": 18, "commune": "67437"}, Request)
    with org.inside():
        return [one["service_id"] for one in answer(request, at=clock.now())["proposals"]]


@pytest.mark.parametrize("state", ["full", "closed"])
def test_full_or_closed_is_one_gesture_and_nobody_is_sent_there(
    lanterne: Any, quai: Any, nour: Client, state: str
) -> None:
    assert "test--ml--suivi" in proposed(lanterne)
    assert nour.post(f"{PAGE}say/", {"state": state}).headers["location"] == PAGE
    assert "test--ml--suivi" not in proposed(lanterne)
    assert "test--ml--suivi" in proposed(quai)
    assert ("fermé" if state == "closed" else "complet") in page(nour)
    assert "tag--closed" in page(nour, "/directory/?q=accompagnement")
    nour.post(f"{PAGE}say/", {"state": "open"})
    assert "test--ml--suivi" in proposed(lanterne)


def test_full_is_forgotten_after_thirty_days(lanterne: Any, nour: Client) -> None:
    nour.post(f"{PAGE}say/", {"state": "full"})
    with lanterne.inside():
        word = OwnWord.objects.get()
        assert word.until_on == (word.checked_at + timedelta(days=FULL_DAYS)).date()
        OwnWord.objects.update(until_on=clock.now().date() - timedelta(days=1))
    assert "test--ml--suivi" in proposed(lanterne)
    assert "complet</span>" not in page(nour)


def test_a_gesture_is_noted_and_belongs_to_one_association(lanterne: Any, quai: Any, nour: Client) -> None:
    nour.post(f"{PAGE}say/", {"state": "open"})
    with lanterne.inside():
        word = OwnWord.objects.get(service_id="test--ml--suivi")
        assert AuditFact.objects.filter(action="service_checked", subject_id=str(word.id)).count() == 1
    with quai.inside():
        assert OwnWord.objects.count() == 0
    assert "votre association" in page(nour)


def test_a_correction_counts_before_the_file_and_an_empty_line_gives_it_back(nour: Client) -> None:
    assert "01 99 00 12 34" in page(nour)
    assert nour.post(f"{PAGE}edit/", RIGHT).status_code == 302
    assert "03 88 00 00 00" in page(nour)
    assert nour.post(f"{PAGE}edit/", RIGHT | {"telephone": ""}).status_code == 302
    assert "01 99 00 12 34" in page(nour)


@pytest.mark.parametrize(
    "wrong",
    [{"telephone": "appelle"}, {"courriel": "nour"}, {"code_postal": "677"}, {"horaires_accueil": "le matin"}],
)
def test_a_correction_that_cannot_be_right_is_said_beside_its_line(nour: Client, wrong: dict[str, str]) -> None:
    found = nour.post(f"{PAGE}edit/", RIGHT | wrong)
    assert found.status_code == 422
    assert 'aria-invalid="true"' in found.content.decode()
    assert next(iter(wrong.values())) in found.content.decode()


@pytest.mark.parametrize(("answer_", "phone"), [("new", "0899112233"), ("old", "0199001234")])
def test_a_change_waits_for_somebody_to_call(nour: Client, tmp_path: Path, answer_: str, phone: str) -> None:
    load(tmp_path, structure(telephone="0899112233"))
    assert "01 99 00 12 34" in page(nour)
    assert "0899112233" in page(nour, "/directory/changes/")
    assert "/directory/changes/" in page(nour, "/directory/")
    nour.post(f"{PAGE}say/", {"held": answer_})
    assert "0899112233" not in page(nour, "/directory/changes/")
    assert f"tel:{phone}" in page(nour)


@pytest.mark.parametrize(("path", "sent"), [(PAGE, {"state": "x"}), ("/directory/service/nope/", {"state": "open"})])
def test_anything_else_is_not_found(nour: Client, path: str, sent: dict[str, str]) -> None:
    assert nour.post(f"{path}say/", sent).status_code == 404
    assert nour.get("/directory/service/nope/edit/").status_code == 404


def test_the_map_shows_where_services_are_and_asks_nobody(nour: Client) -> None:
    shown = page(nour, "/directory/?q=accompagnement&place=saverne")
    drawing = shown[shown.index('<svg class="map__sheet"') : shown.index("</svg>", shown.index("map__sheet"))]
    assert 'href="#place-1"' in drawing
    assert "Saverne" in drawing
    assert "http" not in drawing


def test_each_line_says_where_it_comes_from(nour: Client) -> None:
    nour.post(f"{PAGE}edit/", RIGHT)
    shown = page(nour)
    origins = shown[shown.index("<tbody>") : shown.index("</tbody>")]
    assert "votre association" in origins
    assert "test" in origins


def test_a_service_with_a_long_id_takes_a_gesture_too(lanterne: Any, nour: Client, tmp_path: Path) -> None:
    long = "test--" + "x" * 190
    load(tmp_path, service(id=long))
    assert nour.post(f"/directory/service/{long}/say/", {"state": "full"}).status_code == 302
    with lanterne.inside():
        assert OwnWord.objects.get().service_id == long
