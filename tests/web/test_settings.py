"""Settings as a coordinator uses them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client

from maraude.apps.audit.models import AuditFact
from maraude.apps.ingest.models import QueueItem
from maraude.apps.orgs.actions.access_links import make_link
from maraude.apps.orgs.models import DutyPerson, LinkKind, Organisation
from maraude.apps.reporting.queries.first_steps import FirstStep, first_steps
from maraude.lib import clock
from maraude.lib.ids import first_uuid7, uuid7
from tests.support.door import say
from tests.support.events import event

HOURS = {"duty_hours": "Mo-Fr 18:00-22:00", "time_zone": "Indian/Reunion", "bond_exchanges": "4", "bond_days": "2"}


@pytest.fixture
def camille(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["camille"])


def test_a_worker_does_not_enter_and_sees_no_link(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    nour = signed_in(lanterne.staff["nour"])
    assert nour.get("/settings/").status_code == 403
    assert nour.post("/settings/hours/save", HOURS).status_code == 403
    page = nour.get("/inbox/").content.decode()
    assert 'href="/settings/"' not in page
    assert 'href="/settings/doors"' in page


def test_the_top_bar_leads_only_to_rooms_that_answer(camille: Client) -> None:
    page = camille.get("/inbox/")
    assert [room.path for room in page.context["rooms"] if camille.get(room.path).status_code != 200] == []
    assert 'href="/settings/"' in page.content.decode()


def test_the_first_steps_tick_themselves(lanterne: Any, camille: Client, process: Callable[[], int]) -> None:
    done = camille.get("/settings/").context["steps"].done
    assert done == {FirstStep.ASSOCIATION, FirstStep.TWO_PEOPLE, FirstStep.TWO_ON_DUTY, FirstStep.MAIL}
    say(lanterne, event(id="e1"))
    process()
    with lanterne.inside():
        make_link(org_id=lanterne.org_id, kind=LinkKind.DOOR, subject_id=uuid7())
    assert camille.get("/settings/").context["steps"].is_over


def test_without_a_mail_server_the_step_stays_to_do(lanterne: Any) -> None:
    with lanterne.inside():
        assert FirstStep.MAIL not in first_steps(has_mail=False).done


def test_hours_zone_and_bond_are_saved_and_audited(lanterne: Any, camille: Client) -> None:
    camille.post("/settings/hours/save", HOURS)
    camille.post("/settings/hours/save", HOURS)
    with lanterne.inside():
        kept = Organisation.objects.get()
        assert (kept.duty_hours, kept.time_zone) == ("Mo-Fr 18:00-22:00", "Indian/Reunion")
        assert (kept.bond_exchanges, kept.bond_days) == (4, 2)
        facts = AuditFact.objects.filter(action="settings_changed").values_list("reason", flat=True)
        assert sorted(facts) == ["bond_days", "bond_exchanges", "duty_hours", "time_zone"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"duty_hours": "tous les soirs"},
        {"duty_hours": ""},
        {"duty_hours": "Mo-Su 25:00-26:00"},
        {"duty_hours": "Mo-Su 18:00-23:00; " * 20},
        {"time_zone": "Europe/Atlantide"},
        {"time_zone": "../../etc/passwd"},
        {"bond_exchanges": "0"},
        {"bond_days": "51"},
        {"bond_days": "trois"},
    ],
    ids=str,
)
def test_what_cannot_be_is_refused_and_nothing_changes(lanterne: Any, camille: Client, wrong: dict[str, str]) -> None:
    answer = camille.post("/settings/hours/save", HOURS | wrong, follow=True)
    assert answer.status_code == 200
    assert 'class="message"' in answer.content.decode()
    with lanterne.inside():
        kept = Organisation.objects.get()
        assert (kept.duty_hours, kept.time_zone, kept.bond_exchanges) == ("24/7", "Europe/Paris", 3)


def order(association: Any) -> list[int]:
    with association.inside():
        return list(DutyPerson.objects.order_by("position").values_list("user_id", flat=True))


def test_people_go_on_duty_off_duty_and_up_the_list(lanterne: Any, camille: Client) -> None:
    nour, camille_id, sacha = (lanterne.staff[name] for name in ("nour", "camille", "sacha"))
    assert order(lanterne) == [nour, camille_id]
    camille.post("/settings/duty", {"user": sacha, "gesture": "on"})
    camille.post("/settings/duty", {"user": sacha, "gesture": "up"})
    camille.post("/settings/duty", {"user": nour, "gesture": "off"})
    assert order(lanterne) == [sacha, camille_id]
    with lanterne.inside():
        assert AuditFact.objects.filter(action="duty_changed").count() == 3


def test_somebody_stays_on_duty_and_strangers_never_are(lanterne: Any, quai: Any, camille: Client) -> None:
    camille.post("/settings/duty", {"user": lanterne.staff["nour"], "gesture": "off"})
    camille.post("/settings/duty", {"user": lanterne.staff["camille"], "gesture": "off"})
    assert order(lanterne) == [lanterne.staff["camille"]]
    for stranger in (quai.staff["mado"], 0, "x", 10**30):
        camille.post("/settings/duty", {"user": stranger, "gesture": "on"})
    assert order(lanterne) == [lanterne.staff["camille"]]


def sentences(client: Client) -> str:
    return client.get("/settings/health").content.decode()


def test_a_healthy_house_says_so(camille: Client) -> None:
    assert "Tout fonctionne" in sentences(camille)


def test_messages_that_wait_are_said(lanterne: Any, camille: Client) -> None:
    old = first_uuid7(clock.now() - timedelta(minutes=5))
    with lanterne.inside():
        QueueItem.objects.create(org_id=lanterne.org_id, id=old, conversation_id=uuid7())
    assert "Messages en attente depuis plus de deux minutes : 1" in sentences(camille)


def test_one_person_on_duty_is_too_few(lanterne: Any, camille: Client) -> None:
    camille.post("/settings/duty", {"user": lanterne.staff["nour"], "gesture": "off"})
    assert "Une seule personne est d'astreinte" in sentences(camille).replace("&#x27;", "'")


def test_outside_the_duty_hours_is_a_choice_and_is_said(lanterne: Any, camille: Client) -> None:
    with lanterne.inside():
        Organisation.objects.update(duty_hours="Mo-Su 03:00-03:01")
    page = sentences(camille).replace("&#x27;", "'")
    assert "Hors des heures d'astreinte" in page
    assert "Tout fonctionne" in page


@pytest.mark.parametrize("path", ["/settings/", "/settings/hours", "/settings/health"])
def test_the_other_associations_settings_are_nowhere(quai: Any, camille: Client, path: str) -> None:
    with quai.inside():
        Organisation.objects.update(duty_hours="Mo-Su 04:04-05:05")
    assert "04:04" not in camille.get(path).content.decode()
    assert "Mado" not in camille.get(path).content.decode()


def test_every_finding_has_its_sentence() -> None:
    from maraude.apps.reporting.queries.health import Check, Finding, Part  # noqa: PLC0415 - once Django is there
    from maraude.web.settings.words import found  # noqa: PLC0415

    said = [(Part.DUTY, Finding.NOBODY), (Part.MAIL, Finding.FAILED), (Part.SENDER, Finding.FAILED)]
    said += [(Part.SENDER, Finding.LATE), (Part.CLOCK, Finding.LATE), (Part.DISK, Finding.LOW)]
    said += [(part, Finding.FINE) for part in Part]
    assert all(found(Check(part=part, finding=finding, detail="7")) for part, finding in said)


def test_how_structures_reach_the_association_is_set_and_said(lanterne: Any, camille: Client) -> None:
    camille.post("/settings/contact", {"contact_phone": "01 99 00 47 10", "contact_email": "relais@lanterne.example"})
    with lanterne.inside():
        kept = Organisation.objects.get()
        assert (kept.contact_phone, kept.contact_email) == ("01 99 00 47 10", "relais@lanterne.example")
        assert AuditFact.objects.filter(action="settings_changed", reason="contact_phone").count() == 1
    assert "01 99 00 47 10" in camille.get("/settings/hours").content.decode()


@pytest.mark.parametrize(
    "wrong",
    [{"contact_phone": "javascript:alert(1)"}, {"contact_email": "pas une adresse"}, {"contact_phone": "1" * 40}],
)
def test_a_contact_that_cannot_be_right_is_refused(lanterne: Any, camille: Client, wrong: dict[str, str]) -> None:
    answer = camille.post("/settings/contact", wrong, follow=True)
    assert "ne convient pas" in answer.content.decode()
    with lanterne.inside():
        assert (Organisation.objects.get().contact_phone, Organisation.objects.get().contact_email) == ("", "")
