"""What a person takes away: every table that names them, and nothing of anybody else."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import psycopg
import pytest

from maraude.apps.audit.models import AuditFact
from maraude.apps.inbox.actions.write_note import write_note
from maraude.apps.inbox.models import Conversation
from maraude.apps.people.models import Person
from maraude.apps.privacy.queries.export import EXPORTED, NOT_EXPORTED
from maraude.cli.take_away import NobodyHere, written_export
from maraude.lib.ids import uuid7
from tests.support.door import say
from tests.support.events import event
from tests.support.handovers import released
from tests.support.roles import as_role
from tests.support.world import Association


@pytest.fixture
def enzo(lanterne: Association, process: Callable[[], int]) -> Person:
    released(lanterne, process)
    say(lanterne, event("le secret de Lina", id="lina", thread="lina"))
    process()
    with lanterne.inside():
        thread = Conversation.objects.get(id=lanterne.thread())
        write_note(conversation=thread, text="note sur Enzo", author_id=lanterne.staff["nour"])
        return Person.objects.get(id=thread.person_id)


def export(person: Person, *, with_notes: bool = False, as_json: bool = True) -> str:
    with as_role("jobs"):
        return written_export(person_id=person.id, slug=None, with_notes=with_notes, as_json=as_json)


def test_every_table_that_names_a_person_is_exported_or_says_why_not(observer: psycopg.Connection[Any]) -> None:
    rows = observer.execute(
        "SELECT DISTINCT table_name FROM information_schema.columns WHERE table_schema = 'public'"
        " AND column_name IN ('person_id', 'conversation_id')"
    )
    assert {row[0] for row in rows} - EXPORTED - set(NOT_EXPORTED) == set()


def test_the_data_are_those_of_one_person_and_read_back_as_json(enzo: Person) -> None:
    text = export(enzo)
    data = json.loads(text)
    assert data["person"]["pseudonym"] == enzo.pseudonym
    assert "lâché le lycée" in text
    assert "le secret de Lina" not in text


def test_notes_are_left_out_unless_a_colleague_asks_for_them(enzo: Person) -> None:
    assert "note sur Enzo" not in export(enzo)
    assert "note sur Enzo" in export(enzo, with_notes=True)
    assert "note sur Enzo" in export(enzo, with_notes=True, as_json=False)


def test_a_copy_leaves_a_trace_without_content(lanterne: Association, enzo: Person) -> None:
    export(enzo)
    with lanterne.inside():
        fact = AuditFact.objects.get(action="person_exported")
    assert (fact.actor, fact.subject_id, fact.reason) == ("cli", str(enzo.id), "")


@pytest.mark.usefixtures("lanterne")
def test_nobody_is_said_in_one_sentence() -> None:
    with as_role("jobs"), pytest.raises(NobodyHere):
        written_export(person_id=uuid7(), slug=None, with_notes=False, as_json=True)
