"""A situation préoccupante: written by one, read by another, sent by a named person; never by a program."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.models import Conversation
from maraude.apps.orgs.models import Membership, Role
from maraude.apps.people.models import Person
from maraude.apps.privacy.actions.erase_person import erase_person
from maraude.apps.safety.models import SafeguardingReport
from maraude.core.safeguarding import ReportGesture, ReportMovedOn, ReportState, moved
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import URGENT, event

SHEET = {
    "facts": "Le 24 novembre il écrit avoir dormi dehors.",
    "verbatim": "« canari-verbatim »",
    "told": "Enzo le sait ; 119 appelé à 21 h.",
    "parents": "parents_not_told",
    "parents_why": "Il craint d'être frappé.",
    "addressee": "crip",
    "place": "Bas-Rhin",
}


@pytest.fixture
def sheet(lanterne: Any, process: Callable[[], int]) -> str:
    """The address of the sheet of Enzo's conversation."""
    say(lanterne, event(URGENT, id="e1"))
    process()
    return f"/c/{lanterne.thread()}/report/"


@pytest.fixture
def nour(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["nour"])


@pytest.fixture
def camille(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["camille"])


def kept(association: Any) -> SafeguardingReport:
    with association.inside():
        return SafeguardingReport.objects.get()


def agreed(association: Any, sheet: str, nour: Client, camille: Client) -> None:
    nour.post(f"{sheet}write", SHEET)
    nour.post(f"{sheet}gesture", {"gesture": "ask", "second": association.staff["camille"]})
    camille.post(f"{sheet}gesture", {"gesture": "agree", "opinion": "Oui, sans attendre."})


def test_one_writes_another_reads_and_a_named_person_sends(
    lanterne: Any, sheet: str, nour: Client, camille: Client
) -> None:
    agreed(lanterne, sheet, nour, camille)
    printed = nour.get(f"{sheet}print").content.decode()
    assert "canari-verbatim" in printed
    assert "Bas-Rhin" in printed
    today = clock.now().date()
    nour.post(f"{sheet}gesture", {"gesture": "sent", "sent_on": today.isoformat(), "way": "way_registered"})
    one = kept(lanterne)
    assert (one.state, one.sent_by_id, one.second_id, one.sent_on) == (
        ReportState.SENT,
        lanterne.staff["nour"],
        lanterne.staff["camille"],
        today,
    )
    with lanterne.inside():
        facts = AuditFact.objects.filter(subject_kind="safeguarding_report").order_by("at", "id")
        assert list(facts.values_list("action", flat=True)) == [
            "report_begun",
            "report_second_asked",
            "report_agreed",
            "report_sent",
        ]


def test_nobody_is_their_own_second_reader(lanterne: Any, sheet: str, nour: Client) -> None:
    nour.post(f"{sheet}write", SHEET)
    nour.post(f"{sheet}gesture", {"gesture": "ask", "second": lanterne.staff["nour"]})
    assert kept(lanterne).state == ReportState.DRAFT
    nour.post(f"{sheet}gesture", {"gesture": "ask", "second": lanterne.staff["camille"]})
    nour.post(f"{sheet}gesture", {"gesture": "agree"})
    assert kept(lanterne).state == ReportState.ASKED


def test_nothing_is_sent_nor_printed_before_a_second_reading(lanterne: Any, sheet: str, nour: Client) -> None:
    nour.post(f"{sheet}write", SHEET)
    today = clock.now().date().isoformat()
    nour.post(f"{sheet}gesture", {"gesture": "sent", "sent_on": today, "way": "way_by_hand"})
    assert kept(lanterne).state == ReportState.DRAFT
    assert nour.get(f"{sheet}print").status_code == 404


def test_changed_words_are_read_again(lanterne: Any, sheet: str, nour: Client, camille: Client) -> None:
    agreed(lanterne, sheet, nour, camille)
    nour.post(f"{sheet}write", {**SHEET, "facts": "Autre chose."})
    one = kept(lanterne)
    assert (one.state, one.second_id, one.second_at) == (ReportState.DRAFT, None, None)


@pytest.mark.parametrize("missing", ["facts", "told", "place", "parents_why"])
def test_what_is_missing_is_said_before_a_second_reading(lanterne: Any, sheet: str, nour: Client, missing: str) -> None:
    nour.post(f"{sheet}write", {**SHEET, missing: "  "})
    nour.post(f"{sheet}gesture", {"gesture": "ask", "second": lanterne.staff["camille"]})
    assert kept(lanterne).state == ReportState.DRAFT


@pytest.mark.parametrize(
    "wrong", [{"facts": "x" * 5001}, {"addressee": "a-friend"}, {"parents": ""}, {"place": "x" * 81}]
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(
    lanterne: Any, sheet: str, nour: Client, wrong: dict[str, str]
) -> None:
    answer = nour.post(f"{sheet}write", {**SHEET, **wrong})
    assert answer.status_code == 409
    assert "119 appelé à 21 h" in answer.content.decode()
    with lanterne.inside():
        assert not SafeguardingReport.objects.exists()


@pytest.mark.parametrize("wrong", [{"sent_on": "demain", "way": "way_by_hand"}, {"sent_on": "", "way": "pigeon"}])
def test_a_sending_that_cannot_be_is_not_written(
    lanterne: Any, sheet: str, nour: Client, camille: Client, wrong: dict[str, str]
) -> None:
    agreed(lanterne, sheet, nour, camille)
    nour.post(f"{sheet}gesture", {"gesture": "sent", **wrong})
    later = (clock.now() + timedelta(days=1)).date().isoformat()
    nour.post(f"{sheet}gesture", {"gesture": "sent", "sent_on": later, "way": "way_by_hand"})
    assert kept(lanterne).state == ReportState.AGREED


def test_it_opens_to_its_author_its_reader_and_coordinators_only(
    lanterne: Any, sheet: str, camille: Client, signed_in: Callable[[int], Client]
) -> None:
    camille.post(f"{sheet}write", SHEET)
    for name in ("nour", "sacha"):
        other = signed_in(lanterne.staff[name])
        page = other.get(sheet)
        assert page.status_code == 403
        assert "canari-verbatim" not in page.content.decode()
        assert other.post(f"{sheet}write", SHEET).status_code == 404
        assert other.get(f"{sheet}print").status_code == 404


def test_a_second_reader_must_be_able_to_open_a_minors_words(lanterne: Any, sheet: str, nour: Client) -> None:
    with lanterne.inside():
        Person.objects.update(age_band="under_15")
        Membership.objects.filter(user_id=lanterne.staff["camille"]).update(vetted_on=None)
    nour.post(f"{sheet}write", SHEET)
    nour.post(f"{sheet}gesture", {"gesture": "ask", "second": lanterne.staff["camille"]})
    assert kept(lanterne).state == ReportState.DRAFT


def test_the_register_holds_dates_and_names_of_colleagues_only(
    lanterne: Any, quai: Any, sheet: str, signed_in: Callable[[int], Client]
) -> None:
    signed_in(lanterne.staff["nour"]).post(f"{sheet}write", SHEET)
    with lanterne.inside():
        Membership.objects.filter(user_id=lanterne.staff["sacha"]).update(role=Role.DATA_PROTECTION_OFFICER)
        pseudonym = Person.objects.get().pseudonym
    for client in (signed_in(lanterne.staff["camille"]), signed_in(lanterne.staff["sacha"])):
        page = client.get("/privacy/register").content.decode()
        assert "Nour" in page
        assert "canari-verbatim" not in page
        assert pseudonym not in page.split("<main", 1)[1]
    assert "Nour" not in signed_in(quai.staff["gwen"]).get("/privacy/register").content.decode()


def test_words_are_sealed_and_erasure_empties_them(lanterne: Any, sheet: str, nour: Client) -> None:
    nour.post(f"{sheet}write", SHEET)
    one = kept(lanterne)
    assert one.sealed_verbatim is not None
    assert b"canari" not in bytes(one.sealed_verbatim)
    with lanterne.inside():
        person: UUID = Conversation.objects.get().person_id
        erase_person(org_id=lanterne.org_id, person_id=person, actor="person", at=clock.now())
    one = kept(lanterne)
    assert (one.person_id, one.conversation_id, one.sealed_facts, one.state) == (None, None, None, "set_aside")


def test_no_program_of_ours_begins_fills_or_sends_a_sheet() -> None:
    """Only the views of staff reach its actions: no job, no understanding, no rule."""
    root = Path(__file__).resolve().parent.parent.parent / "maraude"
    callers = {
        path.relative_to(root).parts[0:2]
        for path in root.rglob("*.py")
        if "actions.safeguarding import" in path.read_text(encoding="utf-8")
    }
    assert callers == {("web", "safeguarding"), ("apps", "privacy")}  # privacy only empties them


def test_no_column_of_it_is_a_score(observer: psycopg.Connection[Any]) -> None:
    query = "SELECT column_name FROM information_schema.columns WHERE table_name = 'safety_safeguardingreport'"
    names = {row[0] for row in observer.execute(query)}
    assert not {name for name in names if any(word in name for word in ("score", "risk", "level", "model", "rank"))}


@given(st.lists(st.sampled_from(list(ReportGesture)), max_size=12))
def test_whatever_is_done_nothing_is_sent_without_an_agreement_on_these_words(gestures: list[ReportGesture]) -> None:
    state, is_agreed = ReportState.DRAFT, False
    for gesture in gestures:
        try:
            state = moved(state, gesture)
        except ReportMovedOn:
            continue
        is_agreed = gesture is ReportGesture.AGREE or (is_agreed and gesture is not ReportGesture.WRITE)
        if state is ReportState.SENT:
            assert is_agreed
