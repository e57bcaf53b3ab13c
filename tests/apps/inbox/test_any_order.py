"""The same events in any order and any batches give the same thread (security.md R-02, R-03)."""

from __future__ import annotations

import dataclasses
from datetime import UTC, datetime
from itertools import permutations

import pytest

from maraude.apps.inbox.actions.send_message import send_message
from maraude.apps.inbox.actions.write_note import write_note
from maraude.apps.inbox.models import Conversation, Message, Status
from maraude.apps.inbox.queries.conversations import Folder, conversations
from maraude.apps.inbox.queries.thread import thread
from maraude.apps.people.models import Person
from maraude.apps.safety.models import Alert
from maraude.core.channel import EventKind, InboundEvent
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import IMMEDIATE, event
from tests.support.fixtures import Process
from tests.support.world import Association

WRITTEN = event("un", id="m", minute=1)
EDITED = event("deux", id="e2", kind=EventKind.EDIT, target="m", minute=2)
EDITED_AGAIN = event("trois", id="e3", kind=EventKind.EDIT, target="m", minute=3)
DELETED = event("", id="d", kind=EventKind.DELETE, target="m", minute=4)
NEXT = event("quatre", id="n", minute=2.5)


def shown(association: Association, name: str = "enzo") -> list[tuple[str, str | None, bool, datetime]]:
    with association.inside():
        view = thread(conversation_id=association.thread(name), user_id=None)
        return [(m.direction, m.text, m.deleted_at is not None, m.occurred_at) for m in view.messages]


def words(association: Association) -> list[str | None]:
    return [text for _, text, _, _ in shown(association)]


def stopped(association: Association) -> bool:
    with association.inside():
        return Person.objects.get().stopped_at is not None


def bring(association: Association, process: Process, *events: InboundEvent) -> None:
    for one in events:
        say(association, one)
        process()


@pytest.mark.parametrize("order", list(permutations((WRITTEN, EDITED, EDITED_AGAIN, NEXT))))
def test_edits_end_the_same_in_any_order(
    lanterne: Association, process: Process, order: tuple[InboundEvent, ...]
) -> None:
    bring(lanterne, process, *order)
    assert shown(lanterne) == [("in", "trois", False, WRITTEN.occurred_at), ("in", "quatre", False, NEXT.occurred_at)]
    with lanterne.inside():
        assert [row.last_text for row in conversations(folder=Folder.ALL, user_id=None).rows] == ["quatre"]


@pytest.mark.parametrize("order", list(permutations((WRITTEN, EDITED, DELETED))))
def test_a_deletion_wins_in_any_order(lanterne: Association, process: Process, order: tuple[InboundEvent, ...]) -> None:
    bring(lanterne, process, *order)
    assert [(text, gone) for _, text, gone, _ in shown(lanterne)] == [("", True)]


def test_a_whole_evening_brought_at_once_ends_as_one_by_one(lanterne: Association, process: Process) -> None:
    say(lanterne, DELETED, EDITED_AGAIN, NEXT, EDITED, WRITTEN)
    process()
    assert [(text, gone) for _, text, gone, _ in shown(lanterne)] == [("", True), ("quatre", False)]


def test_an_edit_of_a_message_that_never_came_is_read(lanterne: Association, process: Process) -> None:
    bring(lanterne, process, EDITED)
    assert words(lanterne) == ["deux"]


def test_a_change_that_names_no_message_touches_no_other(lanterne: Association, process: Process) -> None:
    bring(lanterne, process, WRITTEN)
    with lanterne.inside():
        conversation = Conversation.objects.get()
        send_message(conversation=conversation, text="Bonsoir", author_id=lanterne.staff["nour"], idempotency_key="k")
        write_note(conversation=conversation, text="à rappeler", author_id=lanterne.staff["nour"])
    bring(lanterne, process, event("", id="d0", kind=EventKind.DELETE), event("oups", id="e0", kind=EventKind.EDIT))
    assert sorted(map(str, words(lanterne))) == ["Bonsoir", "oups", "un", "à rappeler"]


@pytest.mark.parametrize("kind", [EventKind.EDIT, EventKind.DELETE])
@pytest.mark.parametrize("is_first", [True, False])
def test_nobody_changes_what_another_said_in_a_group(
    lanterne: Association, process: Process, kind: EventKind, is_first: bool
) -> None:
    order = [event("je vais bien", id="m", sender="lina"), event("pirate", id="x", kind=kind, target="m", sender="leo")]
    bring(lanterne, process, *(reversed(order) if is_first else order))
    with lanterne.inside():
        assert not Message.objects.filter(deleted_at__isnull=False).exists()
    assert "je vais bien" in words(lanterne)


@pytest.mark.parametrize("before", [(), (WRITTEN,), (WRITTEN, DELETED)])
def test_danger_in_an_edit_is_answered_whatever_became_of_its_message(
    lanterne: Association, process: Process, before: tuple[InboundEvent, ...]
) -> None:
    bring(lanterne, process, *before, event(IMMEDIATE, id="x", kind=EventKind.EDIT, target="m", minute=5))
    with lanterne.inside():
        assert Alert.objects.get().line_sent_at is not None


def test_danger_in_an_edit_opens_a_closed_conversation(lanterne: Association, process: Process) -> None:
    bring(lanterne, process, WRITTEN)
    with lanterne.inside():
        Conversation.objects.update(status=Status.CLOSED, closed_at=clock.now(), waiting_since=None)
    bring(lanterne, process, event(IMMEDIATE, id="x", kind=EventKind.EDIT, target="m", minute=5))
    with lanterne.inside():
        row = Conversation.objects.get()
    assert (row.status, row.waiting_since is not None, row.danger_rank) == (Status.OPEN, True, 3)


@pytest.mark.parametrize("stamp", ["0001-01-01T00:00:00+14:00", "1970-01-01T00:00:00+00:00"])
def test_a_device_without_a_clock_hides_nothing(lanterne: Association, process: Process, stamp: str) -> None:
    bring(lanterne, process, dataclasses.replace(WRITTEN, occurred_at=datetime.fromisoformat(stamp)))
    assert shown(lanterne)[0][3] > datetime(2026, 1, 1, tzinfo=UTC)


STOP, BACK = event("STOP", id="s", minute=1), event("en fait si", id="b", minute=2)


@pytest.mark.parametrize("order", [(STOP, BACK), (BACK, STOP)])
@pytest.mark.parametrize("at_once", [True, False])
def test_who_came_back_after_a_stop_may_be_answered(
    lanterne: Association, process: Process, order: tuple[InboundEvent, ...], at_once: bool
) -> None:
    if at_once:
        say(lanterne, *order)
        process()
    bring(lanterne, process, *order)
    assert not stopped(lanterne)


def test_words_said_before_a_stop_do_not_undo_it(lanterne: Association, process: Process) -> None:
    bring(lanterne, process, STOP, event("avant", id="a", minute=0.5))
    assert stopped(lanterne)


@pytest.mark.parametrize("signal", ["STOP", "stop", "Unsubscribe", "block"])
def test_a_signal_stops_and_another_brings_back(lanterne: Association, process: Process, signal: str) -> None:
    bring(lanterne, process, event("", id="s", kind=EventKind.CONSENT_SIGNAL, signal=signal, minute=1))
    assert stopped(lanterne)
    bring(lanterne, process, event("", id="r", kind=EventKind.CONSENT_SIGNAL, signal="start", minute=2))
    assert not stopped(lanterne)


def test_a_message_edited_into_stop_is_a_stop(lanterne: Association, process: Process) -> None:
    bring(lanterne, process, WRITTEN, event("stop", id="x", kind=EventKind.EDIT, target="m", minute=2))
    assert stopped(lanterne)


@pytest.mark.parametrize("text", ["stop 死にたい", "STOP 🔪", "stop svp"])
def test_words_beside_a_stop_are_never_lost(lanterne: Association, process: Process, text: str) -> None:
    bring(lanterne, process, event(text, id="s", minute=1))
    assert words(lanterne)[0] == text
    assert stopped(lanterne) is (text == "stop svp")


def test_danger_beside_a_stop_is_heard(lanterne: Association, process: Process) -> None:
    bring(lanterne, process, event("stop je veux mourir", id="s", minute=1))
    with lanterne.inside():
        assert Alert.objects.exists()
    assert not stopped(lanterne)
