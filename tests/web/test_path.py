"""« Où en est-on ? » in the thread."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from maraude.apps.people.models import PathStep, Person
from tests.support.door import say
from tests.support.events import event


@pytest.fixture
def nour(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["nour"])


@pytest.fixture
def enzo(lanterne: Any, process: Callable[[], int]) -> str:
    """Enzo, 17, wrote once."""
    say(lanterne, event("salut g 17 ans je cherche une formation", id="e1", thread="enzo"))
    process()
    return f"/c/{lanterne.thread('enzo')}/"


def test_a_step_is_said_and_taken_back(lanterne: Any, nour: Client, enzo: str) -> None:
    nour.post(f"{enzo}path", {"step": "reached"})
    page = nour.get(enzo).content.decode()
    assert "a parlé de sa situation" in page
    assert "Noté par erreur, retirer : a parlé de sa situation" in page
    nour.post(f"{enzo}path", {"gesture": "take_back", "step": "reached"})
    with lanterne.inside():
        assert PathStep.objects.get().taken_back_by_id == lanterne.staff["nour"]
    assert "Noté par erreur" not in nour.get(enzo).content.decode()


def test_newness_is_asked_once_the_talk_is_personal_and_can_be_changed(lanterne: Any, nour: Client, enzo: str) -> None:
    assert "cinq mois" not in nour.get(enzo).content.decode()
    nour.post(f"{enzo}path", {"step": "reached"})
    assert "cinq mois" in nour.get(enzo).content.decode()
    nour.post(f"{enzo}newness", {"answer": "yes"})
    assert "cinq mois" not in nour.get(enzo).content.decode()
    nour.post(f"{enzo}newness", {"answer": ""})
    assert "cinq mois" in nour.get(enzo).content.decode()
    with lanterne.inside():
        assert Person.objects.get().newness == ""


def test_the_age_that_was_said_is_proposed_and_never_kept_by_itself(lanterne: Any, nour: Client, enzo: str) -> None:
    assert "→ 15 à 17 ans ?" in nour.get(enzo).content.decode()
    with lanterne.inside():
        assert Person.objects.get().age_band == "unsaid"
    nour.post(f"{enzo}age", {"band": "15_17"})
    with lanterne.inside():
        assert Person.objects.get().age_band == "15_17"


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("path", {"step": "oriented"}),
        ("path", {"step": "met"}),
        ("path", {"step": "nope"}),
        ("path", {}),
        ("path", {"gesture": "take_back", "step": "nope"}),
        ("newness", {"answer": "maybe"}),
        ("age", {"band": "17"}),
    ],
)
def test_what_nobody_may_say_is_not_found(
    lanterne: Any, nour: Client, enzo: str, address: str, said: dict[str, str]
) -> None:
    assert nour.post(f"{enzo}{address}", said).status_code == 404
    with lanterne.inside():
        assert not PathStep.objects.exists()


@pytest.mark.usefixtures("lanterne")
def test_a_gesture_gives_the_thread_back_as_a_fragment(nour: Client, enzo: str) -> None:
    answer = nour.post(f"{enzo}path", {"step": "engaged"}, headers={"HX-Request": "true"})
    assert answer.content.decode().lstrip().startswith('<div id="open"')
    assert "a fait un premier pas convenu" in answer.content.decode()
