"""The page of one question: a short address, no name, one touch; and the worker's page beside it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from uuid import UUID

import pytest
import time_machine
from django.test import Client

from maraude.apps.inbox.models import Message
from maraude.apps.orgs.models import Organisation
from maraude.apps.referrals.actions.question_page import question_page
from maraude.apps.referrals.models import Referral, ReferralEvent
from maraude.lib import clock
from tests.support.handovers import CARD, NIGHT, released, state, structure_code
from tests.support.world import Association

DAY = (clock.now() + timedelta(days=6)).date().isoformat()
NEXT = (clock.now() + timedelta(days=7)).date().isoformat()


@pytest.fixture
def sheet(lanterne: Association, process: Callable[[], int]) -> UUID:
    return released(lanterne, process, note="Préfère le matin.")[0]


@pytest.fixture
def phone() -> Client:
    return Client(headers={"accept-language": "fr"}, enforce_csrf_checks=True)


def address(association: Association, referral_id: UUID) -> str:
    with association.inside():
        url = question_page(Referral.objects.get().org_id, referral_id, at=clock.now())
    return "/a/" + url.rsplit("/", 1)[1]


def offer(association: Association, referral_id: UUID, phone: Client, **more: str) -> None:
    values = {"gesture": "offer_slot", "day": DAY, "hour": "14:00", "place": "2e étage"} | more
    answer = phone.post(f"/s/{structure_code(association, referral_id)}/answer", values)
    assert answer.status_code == 302


def test_an_hour_is_picked_with_one_touch(lanterne: Association, sheet: UUID, phone: Client) -> None:
    offer(lanterne, sheet, phone, day2=NEXT, hour2="09:30")
    where = address(lanterne, sheet)
    page = phone.get(where).content.decode()
    hours = re.findall(r'name="hour" value="([^"]+)"', page)
    assert len(hours) == 2
    assert phone.post(f"{where}/say", {"gesture": "accept_slot", "hour": hours[1]}).status_code == 302
    with lanterne.inside():
        assert Referral.objects.get().agreed_at is not None
    desk = phone.get(f"/s/{structure_code(lanterne, sheet)}").content.decode()
    assert "j’y serai" in desk or "j&#x27;y serai" in desk
    assert phone.get(f"{where}/appointment.ics").content.count(b"BEGIN:VEVENT") == 1
    assert not phone.cookies


def test_the_page_names_nobody_and_no_place(lanterne: Association, sheet: UUID, phone: Client) -> None:
    offer(lanterne, sheet, phone)
    page = phone.get(address(lanterne, sheet)).content.decode()
    with lanterne.inside():
        name = Organisation.objects.get().name
    for secret in (CARD.name, CARD.structure_name, "Saverne", "2e étage", name, "Nour", "Préfère", "relais"):
        assert secret not in page


def test_an_hour_is_shown_on_the_clocks_of_the_association(lanterne: Association, sheet: UUID, phone: Client) -> None:
    with lanterne.inside():
        Organisation.objects.update(time_zone="Indian/Reunion")
    offer(lanterne, sheet, phone)
    assert "14:00" in phone.get(address(lanterne, sheet)).content.decode()
    assert "14:00" in phone.get(f"/s/{structure_code(lanterne, sheet)}").content.decode()


@pytest.mark.parametrize(
    "values",
    [{}, {"gesture": "release"}, {"gesture": "accept_slot", "hour": "demain"}, {"gesture": "accept_slot", "hour": DAY}],
)
def test_what_no_form_says_changes_nothing(
    lanterne: Association, sheet: UUID, phone: Client, values: dict[str, str]
) -> None:
    offer(lanterne, sheet, phone)
    assert phone.post(f"{address(lanterne, sheet)}/say", values).status_code == 404
    assert state(lanterne, sheet) == "slot_offered"


@pytest.mark.parametrize("half", [{"day2": DAY}, {"hour3": "10:00"}, {"day2": "hier", "hour2": "25:00"}])
def test_a_half_filled_hour_is_refused_and_nothing_is_offered(
    lanterne: Association, sheet: UUID, phone: Client, half: dict[str, str]
) -> None:
    values = {"gesture": "offer_slot", "day": DAY, "hour": "14:00"} | half
    assert phone.post(f"/s/{structure_code(lanterne, sheet)}/answer", values).status_code == 409
    assert state(lanterne, sheet) == "released"


def test_who_did_not_go_asks_for_another_time_and_the_structure_reads_it(
    lanterne: Association, sheet: UUID, phone: Client
) -> None:
    phone.post(f"/s/{structure_code(lanterne, sheet)}/say", {"said": "missed"})
    where = address(lanterne, sheet)
    assert "un autre moment" in phone.get(where).content.decode()
    for _ in range(2):
        assert phone.post(f"{where}/say", {"gesture": "another"}).status_code == 302
    assert "voudrait un autre moment" in phone.get(f"/s/{structure_code(lanterne, sheet)}").content.decode()
    with lanterne.inside():
        assert ReferralEvent.objects.filter(what="wants_another").count() == 1


def test_a_worker_offers_another_time_without_reproach(
    lanterne: Association, sheet: UUID, phone: Client, signed_in: Callable[[int], Client]
) -> None:
    phone.post(f"/s/{structure_code(lanterne, sheet)}/say", {"said": "missed"})
    nour = signed_in(lanterne.staff["nour"])
    where = f"/c/{lanterne.thread()}/handover/{sheet}/"
    assert "Ce n&#x27;est pas grave" in nour.get(where).content.decode()
    for text in ("", "Ça arrive."):
        nour.post(f"{where}ask", {"text": text, "key": "k"})
    with lanterne.inside():
        assert ReferralEvent.objects.filter(what="offer_another").count() == 1
        assert Message.objects.filter(direction="out", author_id=lanterne.staff["nour"]).count() == 2  # and the sheet
    assert "/a/…" in nour.get(f"/c/{lanterne.thread()}/").content.decode()


def test_three_months_later_each_side_says_whether_it_goes_on(
    lanterne: Association, sheet: UUID, phone: Client
) -> None:
    desk = f"/s/{structure_code(lanterne, sheet)}"
    phone.post(f"{desk}/say", {"said": "entered", "outcome": "training"})
    assert phone.post(f"{desk}/say", {"said": "still_yes", "months": "3"}).status_code == 409
    with time_machine.travel(NIGHT + timedelta(days=92), tick=False):
        assert "Trois mois" in phone.get(desk).content.decode()
        assert phone.post(f"{desk}/say", {"said": "still_yes", "months": "3"}).status_code == 302
        assert phone.post(f"{address(lanterne, sheet)}/say", {"gesture": "still_yes"}).status_code == 302
    with lanterne.inside():
        assert Referral.objects.get().still_3m == {"structure": "yes", "person": "yes"}


@pytest.mark.usefixtures("lanterne")
def test_a_guessed_address_meets_the_neutral_page(phone: Client) -> None:
    for path in ("/a/abc", "/a/abc/say", "/a/abc/appointment.ics"):
        answer = phone.post(path) if path.endswith("say") else phone.get(path)
        assert answer.status_code == 404
