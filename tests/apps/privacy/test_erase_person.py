"""Erasure: nothing a person said or was can be found again, and what stays is opaque."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import psycopg
import pytest
from django.db import connection

from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.actions.save_draft import save_draft
from maraude.apps.inbox.actions.send_message import send_message
from maraude.apps.inbox.actions.write_note import write_note
from maraude.apps.inbox.models import Conversation, Message, OutboxItem, Status
from maraude.apps.ingest.models import Envelope, QueueItem
from maraude.apps.orgs.actions.access_links import make_link
from maraude.apps.orgs.models import LinkKind
from maraude.apps.orgs.queries.access_links import open_link
from maraude.apps.people.models import Identity, Person, PersonKey
from maraude.apps.people.vault import Erased
from maraude.apps.privacy.actions.erase_person import NobodyToErase, erase_person
from maraude.apps.safety.actions.handle_alert import close
from maraude.apps.safety.models import Alert
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import CALM, URGENT, event
from tests.support.world import Association

# What outlives a person on purpose: ids, dates, counters and states, never a word of theirs.
KEPT = {"inbox_conversation", "inbox_message", "people_pathstep", "safety_alert"}
# Where another test shows that rows go or lose their words.
ERASED = {
    "referrals_referral",
    "referrals_sheetline",
    "referrals_referralevent",
    "referrals_adviser",
    "referrals_warmword",
    "directory_soughtplace",
    "levers_leverdecision",
    "people_identity",
    "people_personkey",
    "ingest_envelope",
    "ingest_queueitem",
    "inbox_draft",
    "inbox_heldchange",
    "inbox_needfound",
    "inbox_outboxitem",
    "outreach_wayback",
    "privacy_brokenglass",
    "people_codeword",
    "people_consent",
    "safety_safeguardingreport",
}


@pytest.fixture
def enzo(lanterne: Association, process: Callable[[], int]) -> UUID:
    """Enzo wrote of a danger; Nour noted, answered, and began another answer. Another message still waits."""
    say(lanterne, event(f"{CALM}, j'ai pas de toit", id="e1"), event(URGENT, id="e2", minute=1))
    process()
    with lanterne.inside():
        thread = Conversation.objects.get()
        nour = lanterne.staff["nour"]
        write_note(conversation=thread, text="note", author_id=nour)
        send_message(conversation=thread, text="Bonsoir", author_id=nour, idempotency_key="k")
        save_draft(conversation=thread, user_id=nour, text="et puis")
    say(lanterne, event("encore un mot", id="e3", minute=2))
    return thread.person_id


def erase(association: Association, person_id: UUID) -> None:
    with association.inside():
        erase_person(org_id=association.org_id, person_id=person_id, actor="person", at=clock.now())


def test_every_word_and_identity_is_gone_and_the_key_is_destroyed(lanterne: Association, enzo: UUID) -> None:
    erase(lanterne, enzo)
    with lanterne.inside():
        assert not PersonKey.objects.exists()
        assert not Identity.objects.exists()
        assert not Envelope.objects.exists()
        assert not QueueItem.objects.exists()
        assert not OutboxItem.objects.exists()
        assert [(m.direction, m.system_kind, bytes(m.sealed_text)) for m in Message.objects.all()] == [
            ("system", "erased", b"")
        ]


def test_no_row_of_any_table_still_names_the_person_but_the_ones_kept_on_purpose(
    lanterne: Association, enzo: UUID, observer: psycopg.Connection[Any]
) -> None:
    columns = observer.execute(
        "SELECT table_name, column_name FROM information_schema.columns"
        " WHERE table_schema = 'public' AND column_name IN ('person_id', 'conversation_id')"
    ).fetchall()
    assert {table for table, _ in columns} - KEPT - ERASED == set(), "erase it in erase_person.py, or keep it by name"
    erase(lanterne, enzo)
    ids = [enzo, lanterne.thread()]
    with lanterne.inside(), connection.cursor() as cursor:
        for table, column in columns:
            query = f"SELECT count(*) FROM {table} WHERE {column} = ANY (%s)"  # noqa: S608 - names from the catalogue
            cursor.execute(query, [ids])
            assert (cursor.fetchone()[0] == 0) == (table in ERASED), table


def test_the_alert_and_the_audit_stay_without_a_word(lanterne: Association, enzo: UUID) -> None:
    with lanterne.inside():
        assert Alert.objects.get().sealed_excerpt is not None
    erase(lanterne, enzo)
    with lanterne.inside():
        alert = Alert.objects.get()
        assert (alert.state, alert.level_rank, alert.sealed_excerpt) == ("raised", 2, None)
        thread = Conversation.objects.get()
        assert (thread.status, thread.danger_rank) == (Status.OPEN, 2)
        assert AuditFact.objects.filter(action="person_erased", subject_id=str(enzo), actor="person").count() == 1
        close(alert=alert, by_user_id=lanterne.staff["nour"], reason="lost_touch")


def test_nothing_can_be_sent_to_who_was_erased(lanterne: Association, enzo: UUID) -> None:
    erase(lanterne, enzo)
    with lanterne.inside(), pytest.raises(Erased):
        send_message(
            conversation=Conversation.objects.get(),
            text="Tu es là ?",
            author_id=lanterne.staff["nour"],
            idempotency_key="z",
        )


def test_who_writes_again_is_somebody_new(lanterne: Association, enzo: UUID, process: Callable[[], int]) -> None:
    erase(lanterne, enzo)
    say(lanterne, event("c'est encore moi", id="e4", minute=9))
    process()
    with lanterne.inside():
        thread = Conversation.objects.get()
        assert thread.person_id != enzo
        assert Person.objects.get(id=thread.person_id).pseudonym
        assert (Person.objects.get(id=enzo).pseudonym, thread.status) == ("", Status.OPEN)


def test_the_addresses_that_opened_their_pages_open_nothing_more(lanterne: Association, enzo: UUID) -> None:
    with lanterne.inside():
        token = make_link(org_id=lanterne.org_id, kind=LinkKind.ME, subject_id=enzo)
    erase(lanterne, enzo)
    assert open_link(token, kind=LinkKind.ME) is None


def test_erasing_twice_or_somebody_elses_person_is_refused(
    lanterne: Association, quai: Association, enzo: UUID
) -> None:
    with pytest.raises(NobodyToErase):
        erase(quai, enzo)
    erase(lanterne, enzo)
    with pytest.raises(NobodyToErase):
        erase(lanterne, enzo)


def test_others_keep_what_they_said(lanterne: Association, enzo: UUID, process: Callable[[], int]) -> None:
    say(lanterne, event(CALM, id="l1", thread="lina"))
    process()
    erase(lanterne, enzo)
    with lanterne.inside():
        assert Message.objects.filter(conversation_id=lanterne.thread("lina"), direction="in").count() == 1
        assert PersonKey.objects.count() == 1
