"""Agreements with structures, and what a proposal says of a door."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from maraude.apps.audit.models import AuditFact
from maraude.apps.directory.models import Structure
from maraude.apps.referrals.models import OutcomeCount, Partner, Referral
from maraude.lib import clock
from maraude.lib.ids import uuid7
from tests.support.door import say
from tests.support.events import event
from tests.support.handovers import NIGHT, released
from tests.support.published import load, load_geo, service, structure

FORM = {
    "contact_name": "Karim B.",
    "contact_email": "karim@ml.example",
    "contact_phone": "01 99 00 00 00",
    "answers_within_days": "5",
    "ends_on": "",
}


@pytest.fixture
def place(lanterne: Any, tmp_path: Path) -> str:
    load_geo(tmp_path)
    load(tmp_path, structure(), service())
    with lanterne.inside():
        return f"/directory/partners/{Structure.objects.get().id}/"


@pytest.fixture
def camille(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["camille"])


@pytest.fixture
def nour(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["nour"])


def test_a_coordinator_writes_an_agreement_and_everybody_reads_it(
    lanterne: Any, camille: Client, nour: Client, place: str
) -> None:
    for _ in range(2):
        assert camille.post(place, FORM).status_code == 302
    page = nour.get("/directory/partners/").content.decode()
    for shown in ("Karim B.", "karim@ml.example", "Répond sous 5 jours"):
        assert shown in page
    assert "Karim B." in nour.get("/directory/service/test--ml--suivi/").content.decode()
    with lanterne.inside():
        assert Partner.objects.count() == 1
        assert AuditFact.objects.filter(action="partner_kept").count() == 2


def test_a_worker_does_not_write_it(nour: Client, place: str) -> None:
    assert (nour.get(place).status_code, nour.post(place, FORM).status_code) == (403, 403)


def test_the_other_association_does_not_see_it(
    quai: Any, camille: Client, place: str, signed_in: Callable[[int], Client]
) -> None:
    camille.post(place, FORM)
    mado = signed_in(next(iter(quai.staff.values())))
    assert "Karim" not in mado.get("/directory/partners/").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [
        {"answers_within_days": "0"},
        {"answers_within_days": "beaucoup"},
        {"answers_within_days": "61"},
        {"contact_email": "karim"},
        {"contact_name": "x" * 121},
        {"ends_on": "2020-01-01"},
        {"ends_on": "demain"},
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    lanterne: Any, camille: Client, place: str, wrong: dict[str, str]
) -> None:
    answer = camille.post(place, FORM | wrong)
    assert answer.status_code == 422
    assert "01 99 00 00 00" in answer.content.decode()
    with lanterne.inside():
        assert not Partner.objects.exists()


def test_an_agreement_ends_and_its_contact_is_gone(lanterne: Any, camille: Client, place: str) -> None:
    camille.post(place, FORM | {"ends_on": (clock.now() + timedelta(days=30)).date().isoformat()})
    assert "Karim" in camille.get(place).content.decode()
    for _ in range(2):
        assert camille.post(place, {"gesture": "end"}).status_code == 302
    with lanterne.inside():
        assert not Partner.objects.exists()


def test_a_door_that_stays_silent_says_so_beside_its_proposal(
    lanterne: Any, nour: Client, place: str, process: Callable[[], int]
) -> None:
    del place
    for thread in ("a", "b"):
        del thread
        released(lanterne, process, after=-timedelta(days=20))
        with lanterne.inside():
            Referral.objects.update(state="expired", structure_id="test--ml")
    page = _proposals(lanterne, nour, process)
    assert "2 fiches sur 2 sont restées sans réponse" in page
    assert "2 fiches sur 2 sont restées sans réponse" in nour.get("/directory/partners/").content.decode()


@pytest.mark.parametrize(("ended", "is_said"), [(10, False), (20, True)])
def test_what_came_of_it_is_said_from_eleven_on(
    lanterne: Any, nour: Client, place: str, process: Callable[[], int], ended: int, *, is_said: bool
) -> None:
    del place
    with lanterne.inside():
        OutcomeCount.objects.create(
            org_id=lanterne.org_id, id=uuid7(), structure_id="test--ml", need="employment", ended=ended, entered=8
        )
    assert (f"sur {ended} relais" in _proposals(lanterne, nour, process)) is is_said


def _proposals(lanterne: Any, nour: Client, process: Callable[[], int]) -> str:
    say(lanterne, event("j'ai 18 ans, je cherche un travail à Saverne", id="p1", thread="proposal"))
    process()
    page = nour.get(f"/c/{lanterne.thread('proposal')}/").content.decode()
    assert "Accompagnement des 16-25 ans" in page
    assert NIGHT
    return page
