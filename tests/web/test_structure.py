"""The structure's page: one screen, no account; and the worker's page beside it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.conf import settings
from django.test import Client

from maraude.apps.inbox.models import Conversation, Message, OutboxItem
from maraude.apps.orgs.actions.access_links import revoke_links
from maraude.apps.orgs.models import LinkKind, Organisation
from maraude.apps.privacy.actions.erase_person import erase_person
from maraude.apps.referrals.actions.decide_sheet import withdraw
from maraude.apps.referrals.actions.edit_sheet import change_line
from maraude.apps.referrals.actions.move_referral import hold
from maraude.apps.referrals.models import Referral, ReferralEvent
from maraude.apps.referrals.queries.sheets import sheet_lines
from maraude.apps.safety.models import Alert
from maraude.core.referral import Side
from maraude.lib import clock
from maraude.web.templatetags.house import own_links
from tests.support.directory import put_service, put_structure
from tests.support.door import say
from tests.support.events import event
from tests.support.handovers import NIGHT, WORDS, prepared, proposed, released, state
from tests.support.world import Association

HOSTILE = "<script>alert(1)</script> \u202egnp"
DAY = (clock.now() + timedelta(days=6)).date().isoformat()


class Desk:
    """An adviser between two appointments: a link, no cookie."""

    def __init__(self, code: str) -> None:
        self.path = f"/s/{code}"
        self.client = Client(headers={"accept-language": "fr"}, enforce_csrf_checks=True)

    def read(self) -> str:
        answer = self.client.get(self.path)
        assert answer.status_code == 200
        return answer.content.decode()

    def do(self, where: str, **values: object) -> Any:
        return self.client.post(f"{self.path}/{where}", values)


@pytest.fixture
def sheet(lanterne: Association, process: Callable[[], int]) -> tuple[UUID, Desk]:
    referral_id, code = released(lanterne, process, note="Préfère le matin.")
    return referral_id, Desk(code)


@pytest.fixture
def nour(lanterne: Association, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["nour"])


def test_one_screen_says_who_sends_and_what_the_young_person_wants_said(
    lanterne: Association, sheet: tuple[UUID, Desk]
) -> None:
    with lanterne.inside():
        Organisation.objects.update(contact_phone="0199004321")
        reference = Referral.objects.get().reference
    page = sheet[1].read()
    for shown in ("La Lanterne", "Nour", "0199004321", "Préfère le matin.", "Saverne", reference):
        assert shown in page
    assert "lâché le lycée" not in page
    assert not sheet[1].client.cookies


def test_one_click_takes_the_person(lanterne: Association, sheet: tuple[UUID, Desk]) -> None:
    referral_id, desk = sheet
    for _ in range(2):
        assert desk.do("answer", gesture="take").status_code == 302
    assert state(lanterne, referral_id) == "taken"
    with lanterne.inside():
        assert ReferralEvent.objects.filter(what="take").count() == 1


def test_a_time_is_offered_and_becomes_a_calendar_file(lanterne: Association, sheet: tuple[UUID, Desk]) -> None:
    referral_id, desk = sheet
    assert desk.client.get(f"{desk.path}/appointment.ics").status_code == 404
    desk.do("answer", gesture="offer_slot", day=DAY, hour="14:00", place="2e étage\nEND:VEVENT")
    assert state(lanterne, referral_id) == "slot_offered"
    file = desk.client.get(f"{desk.path}/appointment.ics")
    assert file.headers["Content-Type"].startswith("text/calendar")
    assert file.content.count(b"\r\nEND:VEVENT\r\n") == 1
    assert "Enzo" not in file.content.decode()


def test_an_hour_is_the_associations_own(lanterne: Association, sheet: tuple[UUID, Desk]) -> None:
    with lanterne.inside():
        Organisation.objects.update(time_zone="Indian/Reunion")
    sheet[1].do("answer", gesture="offer_slot", day=DAY, hour="14:00")
    with lanterne.inside():
        appointment = Referral.objects.get().appointment_at
    assert appointment is not None
    assert appointment.hour == 10


def test_a_question_reaches_the_thread_and_its_answer_the_page(
    lanterne: Association, sheet: tuple[UUID, Desk], nour: Client
) -> None:
    referral_id, desk = sheet
    desk.do("answer", gesture="ask", words="Quel âge exactement ?")
    thread = f"/c/{lanterne.thread()}/"
    assert "Quel âge exactement ?" in nour.get(thread).content.decode()
    nour.post(f"{thread}handover/{referral_id}/do", {"gesture": "reply", "words": "Dix-sept ans."})
    assert "Dix-sept ans." in desk.read()


def test_no_is_said_with_one_of_the_reasons(lanterne: Association, sheet: tuple[UUID, Desk]) -> None:
    referral_id, desk = sheet
    refused = desk.do("answer", gesture="refuse", reason="", words="gardé")
    assert (refused.status_code, "Choisissez une raison" in refused.content.decode()) == (409, True)
    desk.do("answer", gesture="refuse", reason="session_full")
    assert state(lanterne, referral_id) == "refused"


def test_came_then_entered_is_said_on_the_same_page(lanterne: Association, sheet: tuple[UUID, Desk]) -> None:
    referral_id, desk = sheet
    desk.do("say", said="came")
    assert state(lanterne, referral_id) == "received"
    desk.do("say", said="entered", outcome="training")
    assert state(lanterne, referral_id) == "entered"


@pytest.mark.parametrize(
    ("where", "values"),
    [
        ("answer", {}),
        ("answer", {"gesture": "release"}),
        ("answer", {"gesture": "cancel"}),
        ("say", {"said": "not_yet"}),
        ("say", {"said": ""}),
    ],
)
def test_what_is_no_gesture_of_a_structure_is_not_found(
    lanterne: Association, sheet: tuple[UUID, Desk], where: str, values: dict[str, str]
) -> None:
    assert sheet[1].do(where, **values).status_code == 404
    assert state(lanterne, sheet[0]) == "released"


@pytest.mark.parametrize(
    "values",
    [
        {"day": "2026-13-45", "hour": "14:00"},
        {"day": "", "hour": ""},
        {"day": DAY, "hour": "25:00"},
        {"day": "0001-01-01", "hour": "10:00"},
        {"day": "9999-12-31", "hour": "23:59"},
    ],
)
def test_an_hour_that_is_none_is_refused_in_a_sentence(sheet: tuple[UUID, Desk], values: dict[str, str]) -> None:
    answer = sheet[1].do("answer", gesture="offer_slot", **values)
    assert (answer.status_code, "un jour et une heure" in answer.content.decode()) == (409, True)


def test_a_sheet_taken_back_says_so_and_shows_nothing(lanterne: Association, sheet: tuple[UUID, Desk]) -> None:
    referral_id, desk = sheet
    with lanterne.inside():
        referral, conversation = hold(referral_id)
        withdraw(referral=referral, conversation=conversation, at=NIGHT)
    page = desk.read()
    assert "Cette fiche a été reprise" in page
    assert "Saverne" not in page
    late = desk.do("answer", gesture="ask", words="Où en est-on ?")
    assert (late.status_code, "Où en est-on ?" in late.content.decode()) == (409, True)


def test_revoked_and_guessed_codes_meet_the_neutral_page(lanterne: Association, sheet: tuple[UUID, Desk]) -> None:
    referral_id, desk = sheet
    with lanterne.inside():
        revoke_links(kind=LinkKind.STRUCTURE, subject_id=referral_id, at=clock.now())
    for path in (desk.path, "/s/nope", f"{desk.path}x"):
        assert Client().get(path).status_code == 404
        assert Client().post(f"{path}/answer", {"gesture": "take"}).status_code == 404
    assert state(lanterne, referral_id) == "released"


def test_the_young_persons_code_does_not_open_the_structures_page(sheet: tuple[UUID, Desk]) -> None:
    assert Client().get(sheet[1].path.replace("/s/", "/me/")).status_code == 404


def test_hostile_words_are_shown_as_words(lanterne: Association, sheet: tuple[UUID, Desk], nour: Client) -> None:
    referral_id, desk = sheet
    desk.do("answer", gesture="ask", words=HOSTILE)
    thread = f"/c/{lanterne.thread()}/"
    for page in (desk.read(), *(nour.get(p).content.decode() for p in (thread, f"{thread}handover/{referral_id}/"))):
        assert "<script>alert" not in page
        assert "\u202e" not in page


# --- the worker's side


def test_a_worker_proposes_a_service_from_the_thread(
    lanterne: Association, nour: Client, process: Callable[[], int]
) -> None:
    service = put_service(put_structure())
    say(lanterne, event(WORDS))
    process()
    thread = f"/c/{lanterne.thread()}/"
    shown = nour.post(f"{thread}propose", {"service_id": service.id, "note": "Aime le bois."}, follow=True)
    page = shown.content.decode()
    assert "Mission locale de Saverne" in page
    assert "Aime le bois." in page
    with lanterne.inside():
        referral_id = Referral.objects.get().id
    for _ in range(2):
        nour.post(f"{thread}handover/{referral_id}/send", {"text": "Voici ta page.", "key": "k"})
    assert state(lanterne, referral_id) == "proposed"
    assert "chez la personne, qui décide" in nour.get(thread).content.decode()
    with lanterne.inside():
        assert OutboxItem.objects.count() == 1


def test_the_address_of_the_young_persons_page_is_not_shown_to_colleagues(
    lanterne: Association, nour: Client, process: Callable[[], int]
) -> None:
    referral_id = prepared(lanterne, process)
    thread = f"/c/{lanterne.thread()}/"
    nour.post(f"{thread}handover/{referral_id}/send", {"text": "Voici ta page.", "key": "k"})
    for path in (thread, "/inbox/?folder=all"):
        page = nour.get(path).content.decode()
        assert "Voici ta page." in page
        assert "/me/…" in page
        assert not any(len(part.split("<")[0].strip()) > 10 for part in page.split("/me/")[1:])


@pytest.mark.parametrize("values", [{"service_id": "nope"}, {}, {"service_id": "x" * 5000}])
def test_an_unknown_service_is_refused_in_a_sentence(
    lanterne: Association, nour: Client, process: Callable[[], int], values: dict[str, str]
) -> None:
    say(lanterne, event(WORDS))
    process()
    answer = nour.post(f"/c/{lanterne.thread()}/propose", values, follow=True)
    assert "annuaire" in answer.content.decode()


def test_a_note_too_long_is_kept_as_a_draft(lanterne: Association, nour: Client, process: Callable[[], int]) -> None:
    service = put_service(put_structure())
    say(lanterne, event(WORDS))
    process()
    note = "mot " * 3_000
    answer = nour.post(f"/c/{lanterne.thread()}/propose", {"service_id": service.id, "note": note}, follow=True)
    assert note.strip() in answer.content.decode()
    with lanterne.inside():
        assert not Referral.objects.exists()


def test_lines_are_struck_by_the_worker_before_anything_is_sent(
    lanterne: Association, nour: Client, process: Callable[[], int]
) -> None:
    referral_id = prepared(lanterne, process)
    path = f"/c/{lanterne.thread()}/handover/{referral_id}/"
    nour.post(f"{path}line", {"gesture": "add", "words": "Je l'accompagne."})
    assert "Je l&#x27;accompagne." in nour.get(path).content.decode()
    assert nour.post(f"{path}line", {"gesture": "strike", "line": "nope"}).status_code == 404
    assert nour.post(f"{path}do", {"gesture": "nope"}).status_code == 404
    assert nour.post(f"{path}say", {"said": "nope"}).status_code == 404


def test_an_oral_agreement_gives_the_link_to_copy_and_to_print(
    lanterne: Association, nour: Client, process: Callable[[], int]
) -> None:
    referral_id = prepared(lanterne, process)
    path = f"/c/{lanterne.thread()}/handover/{referral_id}/"
    assert nour.get(f"{path}print").status_code == 404
    nour.post(f"{path}do", {"gesture": "agree_orally"})
    page = nour.get(path).content.decode()
    assert "/s/" in page
    assert "noté par Nour" in page
    assert "<svg" in nour.get(f"{path}print").content.decode()


def test_what_the_structure_said_by_telephone_is_written_down_by_name(
    lanterne: Association, sheet: tuple[UUID, Desk], nour: Client
) -> None:
    path = f"/c/{lanterne.thread()}/handover/{sheet[0]}/"
    nour.post(f"{path}answer", {"gesture": "take"})
    nour.post(f"{path}say", {"said": "came"})
    with lanterne.inside():
        event_kept = ReferralEvent.objects.get(what="take")
        assert (event_kept.side, event_kept.user_id) == ("structure", lanterne.staff["nour"])
    assert state(lanterne, sheet[0]) == "received"


def test_a_hand_over_of_another_thread_or_association_is_not_found(
    lanterne: Association,
    quai: Association,
    sheet: tuple[UUID, Desk],
    nour: Client,
    process: Callable[[], int],
) -> None:
    say(lanterne, event(WORDS, id="l1", thread="lina"))
    process()
    theirs, _code = released(quai, process)
    for conversation, referral_id in ((lanterne.thread("lina"), sheet[0]), (lanterne.thread(), theirs)):
        path = f"/c/{conversation}/handover/{referral_id}/"
        assert nour.get(path).status_code == 404
        assert nour.post(f"{path}do", {"gesture": "cancel"}).status_code == 404
    assert state(quai, theirs) == "released"


def test_a_cancelled_hand_over_leaves_the_inbox_as_it_was(
    lanterne: Association, sheet: tuple[UUID, Desk], nour: Client
) -> None:
    with lanterne.inside():
        Conversation.objects.update(waiting_since=None)
    nour.post(f"/c/{lanterne.thread()}/handover/{sheet[0]}/do", {"gesture": "cancel"})
    with lanterne.inside():
        assert Conversation.objects.get().waiting_since is None
        assert Message.objects.filter(system_kind="referral_cancel").exists()
    assert "Cette fiche a été reprise" in sheet[1].read()


def test_words_of_danger_from_a_structure_raise_an_alert(lanterne: Association, sheet: tuple[UUID, Desk]) -> None:
    sheet[1].do("answer", gesture="ask", words="elle vient de m'écrire qu'elle veut mourir ce soir, que faire ?")
    with lanterne.inside():
        assert Alert.objects.get().level_rank >= 2


def test_a_link_pressed_without_end_is_slowed_down(lanterne: Association, sheet: tuple[UUID, Desk]) -> None:
    with lanterne.inside():
        referral = Referral.objects.get()
        ReferralEvent.objects.bulk_create(
            ReferralEvent(
                org_id=lanterne.org_id,
                referral_id=referral.id,
                person_id=referral.person_id,
                side="structure",
                what="ask",
            )
            for _ in range(200)
        )
    answer = sheet[1].do("answer", gesture="ask", words="encore ?")
    assert (answer.status_code, "téléphonez plutôt" in answer.content.decode()) == (409, True)


def test_under_fifteen_the_worker_is_told_to_speak_with_their_coordinator(
    lanterne: Association, nour: Client, process: Callable[[], int]
) -> None:
    referral_id = prepared(lanterne, process)
    path = f"/c/{lanterne.thread()}/handover/{referral_id}/"
    assert "Moins de 15 ans" not in nour.get(path).content.decode()
    with lanterne.inside():
        referral, _ = hold(referral_id)
        age = next(line for line in sheet_lines(referral) if line.kind == "age")
        change_line(referral=referral, line_id=age.id, words="13", side=Side.WORKER, at=NIGHT)
    assert "Moins de 15 ans" in nour.get(path).content.decode()


def test_a_worker_ends_the_addresses_of_a_page(lanterne: Association, nour: Client, process: Callable[[], int]) -> None:
    referral_id, token = proposed(lanterne, process)
    nour.post(f"/c/{lanterne.thread()}/handover/{referral_id}/do", {"gesture": "close_page"})
    assert Client().get(f"/me/{token}").status_code == 404


def test_taking_back_ones_answer_leaves_the_structures_answer_waiting(
    lanterne: Association, sheet: tuple[UUID, Desk], nour: Client
) -> None:
    path = f"/c/{lanterne.thread()}/"
    nour.post(f"{path}reply", {"text": "Salut", "key": "a", "as": "reply"})
    sheet[1].do("answer", gesture="take")
    nour.post(f"{path}reply", {"text": "Ils te reçoivent", "key": "b", "as": "reply"})
    with lanterne.inside():
        last = Message.objects.filter(direction="out", author__isnull=False).order_by("-occurred_at")[0]
    nour.post(f"{path}undo/{last.id}")
    with lanterne.inside():
        assert Conversation.objects.get().waiting_since is not None


def test_erasing_the_person_closes_the_structures_page(lanterne: Association, sheet: tuple[UUID, Desk]) -> None:
    with lanterne.inside():
        person_id = Referral.objects.get().person_id
        erase_person(org_id=lanterne.org_id, person_id=person_id, actor="person", at=clock.now())
    assert sheet[1].client.get(sheet[1].path).status_code == 404
    assert sheet[1].do("answer", gesture="take").status_code == 404


def test_only_the_address_of_a_page_can_be_pressed_in_a_message() -> None:
    page = f"{settings.PUBLIC_URL}/me/abc"
    shown = own_links(f"<b> {page} http://evil.example/me/x javascript:alert(1)")
    assert shown.count("<a ") == 1
    assert f'<a href="{page}">' in shown
    assert "<b>" not in shown
