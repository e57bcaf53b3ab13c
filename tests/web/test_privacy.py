"""The data-protection room: what was asked, by when it is answered, and never a word of content."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client

from maraude.apps.audit.models import AuditFact
from maraude.apps.orgs.models import Membership, Role
from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.purge import purge
from maraude.apps.privacy.models import RightsRequest
from maraude.core.rights import due_on
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import URGENT, event

PARENT = {"asker": "asker_parent", "kind": "right_access", "reference": "D-12"}


@pytest.fixture
def officer(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    """Sacha, data-protection officer."""
    with lanterne.inside():
        Membership.objects.filter(user_id=lanterne.staff["sacha"]).update(role=Role.DATA_PROTECTION_OFFICER)
    return signed_in(lanterne.staff["sacha"])


def test_a_request_is_due_in_a_month_and_answered_after_a_check(lanterne: Any, officer: Client) -> None:
    today = clock.now().date()
    officer.post("/privacy/requests", {**PARENT, "received_on": today.isoformat()})
    with lanterne.inside():
        one = RightsRequest.objects.get()
        assert one.due_on == due_on(today)
    officer.post(f"/privacy/requests/{one.id}", {"check": "", "answer": "answer_done"})
    officer.post(f"/privacy/requests/{one.id}", {"check": "check_impossible", "answer": "answer_done"})
    with lanterne.inside():
        assert RightsRequest.objects.get().answer == ""
    officer.post(f"/privacy/requests/{one.id}", {"check": "check_impossible", "answer": "answer_refused"})
    officer.post(f"/privacy/requests/{one.id}", {"check": "check_known_voice", "answer": "answer_done"})
    with lanterne.inside():
        assert RightsRequest.objects.get().answer == "answer_refused"
        facts = AuditFact.objects.filter(subject_kind="rights_request").order_by("at", "id")
        assert list(facts.values_list("action", flat=True)) == ["request_noted", "request_answered"]


def test_two_months_more_are_taken_once(lanterne: Any, officer: Client) -> None:
    today = clock.now().date()
    officer.post("/privacy/requests", {**PARENT, "received_on": today.isoformat()})
    with lanterne.inside():
        one = RightsRequest.objects.get()
    for _ in range(2):
        officer.post(f"/privacy/requests/{one.id}", {"gesture": "extend"})
    with lanterne.inside():
        assert RightsRequest.objects.get().due_on == due_on(today, is_extended=True)


@pytest.mark.parametrize(
    "wrong",
    [
        {"asker": "asker_king"},
        {"kind": "nope"},
        {"received_on": "demain"},
        {"received_on": (date.today() + timedelta(days=9)).isoformat()},  # noqa: DTZ011 - a day far enough
    ],
)
def test_what_cannot_be_is_not_written(lanterne: Any, officer: Client, wrong: dict[str, str]) -> None:
    today = clock.now().date().isoformat()
    page = officer.post("/privacy/requests", {**PARENT, "received_on": today, **wrong}, follow=True)
    assert 'class="message"' in page.content.decode()
    with lanterne.inside():
        assert not RightsRequest.objects.exists()


def test_the_officer_sees_no_word_anywhere(lanterne: Any, officer: Client, process: Callable[[], int]) -> None:
    say(lanterne, event(f"{URGENT} canari-du-quai", id="e1"))
    process()
    for page in ("/privacy/", "/journal", "/"):
        shown = officer.get(page, follow=True)
        assert shown.status_code == 200
        assert "canari-du-quai" not in shown.content.decode()
        assert "alertbar" not in shown.content.decode().split("<body", 1)[1]
    assert officer.get("/").headers["location"] == "/privacy/"
    assert officer.get("/inbox/").status_code == 403


def test_the_operator_sees_the_machine_only(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    with lanterne.inside():
        Membership.objects.filter(user_id=lanterne.staff["sacha"]).update(role=Role.PLATFORM_OPERATOR)
    sacha = signed_in(lanterne.staff["sacha"])
    assert sacha.get("/").headers["location"] == "/settings/health"
    page = sacha.get("/settings/health")
    assert page.status_code == 200
    assert 'href="/settings/hours"' not in page.content.decode()
    assert {sacha.get(path).status_code for path in ("/privacy/", "/journal", "/inbox/", "/settings/")} == {403}


def test_a_worker_does_not_enter_and_the_other_association_has_nothing_here(
    lanterne: Any, quai: Any, officer: Client, signed_in: Callable[[int], Client]
) -> None:
    officer.post("/privacy/requests", {**PARENT, "received_on": clock.now().date().isoformat()})
    with lanterne.inside():
        one = RightsRequest.objects.get()
    assert signed_in(lanterne.staff["nour"]).get("/privacy/").status_code == 403
    gwen = signed_in(quai.staff["gwen"])
    assert "D-12" not in gwen.get("/privacy/").content.decode()
    assert gwen.post(f"/privacy/requests/{one.id}", {"gesture": "extend"}).status_code == 404


def test_durations_are_changed_by_who_runs_the_association_within_bounds(
    lanterne: Any, signed_in: Callable[[int], Client]
) -> None:
    camille = signed_in(lanterne.staff["camille"])
    camille.post("/privacy/retention/save", {"talk_days": "60", "follow_up_days": "200"})
    refused = camille.post("/privacy/retention/save", {"talk_days": "900", "follow_up_days": "x"}, follow=True)
    assert "14 à 90 jours" in refused.content.decode()
    assert 'value="60"' in camille.get("/privacy/retention").content.decode()


def test_the_officer_reads_the_proof_and_no_name(lanterne: Any, officer: Client, process: Callable[[], int]) -> None:
    say(lanterne, event("slt", id="e1"))
    process()
    with lanterne.inside():
        Person.objects.update(last_inbound_at=clock.now() - timedelta(days=100))
        name = Person.objects.get().pseudonym
        purge(org_id=lanterne.org_id, at=clock.now())
    page = officer.get("/privacy/retention").content.decode()
    assert "telle qu'elle a été écrite" in unescape(page)
    assert name not in page
    assert officer.post("/privacy/retention/save", {"talk_days": "60", "follow_up_days": "200"}).status_code == 403


def test_a_thread_says_when_it_ends_and_a_worker_keeps_it(
    lanterne: Any, signed_in: Callable[[int], Client], process: Callable[[], int]
) -> None:
    say(lanterne, event("slt", id="e1"))
    process()
    nour, thread = signed_in(lanterne.staff["nour"]), f"/c/{lanterne.thread()}/"
    assert "Bientôt effacé" not in nour.get(thread).content.decode()
    with lanterne.inside():
        Person.objects.update(last_inbound_at=clock.now() - timedelta(days=80))
    assert "Bientôt effacé" in nour.get(thread).content.decode()
    nour.post(f"{thread}keep", {"reason": "n'importe"})
    with lanterne.inside():
        assert Person.objects.get().kept_until is None
    assert "Gardé jusqu" in nour.post(f"{thread}keep", {"reason": "keep_asked"}, follow=True).content.decode()
