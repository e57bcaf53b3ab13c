"""Poison and killers: shown, alerted, and nobody else pays for them (security.md R-05, R-06)."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from maraude.apps.inbox.models import Conversation, Status
from maraude.apps.ingest.models import Envelope, QueueItem
from maraude.apps.safety.models import Alert
from maraude.core.channel import InboundEvent
from maraude.jobs.processor import MOST_ATTEMPTS, process_waiting
from maraude.lib import clock
from tests.house import eventually
from tests.support.door import say
from tests.support.events import event
from tests.support.fixtures import Process
from tests.support.roles import as_role
from tests.support.world import Association

KILLER = "ce message tue qui le lit"


class Killed(BaseException):
    """kill -9, as a test can bear it: nothing of ours catches it."""


@pytest.fixture
def deadly(monkeypatch: pytest.MonkeyPatch) -> None:
    from maraude.jobs.arrivals import OrganisationReader  # noqa: PLC0415 - once Django is there

    arrival = OrganisationReader._arrival

    def die(self: OrganisationReader, envelope: Any, opened: Any, *rest: Any) -> Any:
        if opened.content.text == KILLER:
            raise Killed
        return arrival(self, envelope, opened, *rest)

    monkeypatch.setattr(OrganisationReader, "_arrival", die)


def time_passes() -> None:
    with as_role("jobs"), connection.cursor() as cursor:
        cursor.execute("UPDATE ingest_queueitem SET leased_until = now() - interval '1 second'")


def corrupt(association: Association, event_id: str) -> None:
    with association.inside():
        Envelope.objects.filter(event_id=event_id).update(sealed_event=b"\x00corrupt")


def waiting(association: Association) -> int:
    with association.inside():
        return QueueItem.objects.count()


def lives(pipeline: Any) -> bool:
    """Run one processor until nothing is due; False when it was killed."""
    try:
        with as_role("jobs"):
            while process_waiting(pipeline=pipeline):
                pass
    except Killed:
        return False
    return True


def texts(association: Association) -> set[str]:
    from maraude.apps.inbox.queries.thread import thread  # noqa: PLC0415 - once Django is there

    with association.inside():
        threads = [thread(conversation_id=row.id, user_id=None) for row in Conversation.objects.all()]
        return {m.system_kind or m.text or "" for view in threads for m in view.messages}


def until_quiet(association: Association, pipeline: Any) -> int:
    """Let lives and leases go by until nothing waits; return how many lives it cost."""
    deaths = 0
    for _ in range(60):
        deaths += not lives(pipeline)
        if not waiting(association):
            return deaths
        time_passes()
    raise AssertionError("the queue never emptied")


def a_killer_and_nine_innocents() -> list[InboundEvent]:
    innocents = [event(f"salut {n}", id=f"i{n}", thread=f"t{n}") for n in range(9)]
    return [event(KILLER, id="k", thread="k"), *innocents]


@pytest.mark.usefixtures("deadly")
def test_a_killer_is_set_aside_and_takes_no_innocent_with_it(lanterne: Association, pipeline: Any) -> None:
    say(lanterne, *a_killer_and_nine_innocents())
    deaths = until_quiet(lanterne, pipeline)
    assert texts(lanterne) == {f"salut {n}" for n in range(9)} | {"unreadable"}
    assert deaths == MOST_ATTEMPTS


@pytest.mark.usefixtures("deadly")
def test_innocents_of_a_killed_batch_are_read_at_the_second_try(lanterne: Association, pipeline: Any) -> None:
    say(lanterne, *a_killer_and_nine_innocents())
    assert not lives(pipeline)
    time_passes()
    while not lives(pipeline):  # the killer holds its own lease: the next life reads the others
        pass
    assert texts(lanterne) == {f"salut {n}" for n in range(9)}


def test_a_poisoned_envelope_is_shown_alerted_and_its_conversation_goes_on(
    lanterne: Association, process: Process
) -> None:
    say(lanterne, event("avant", id="a"), event("perdu", id="p", minute=1), event("après", id="z", minute=2))
    corrupt(lanterne, "p")
    for _ in range(MOST_ATTEMPTS + 3):
        process()
        time_passes()
    assert texts(lanterne) == {"avant", "unreadable", "après"}
    with lanterne.inside():
        assert Alert.objects.get().rules == ["house.unreadable"]
        assert Conversation.objects.get().danger_rank > 0


def test_a_poisoned_envelope_opens_a_closed_conversation(lanterne: Association, process: Process) -> None:
    say(lanterne, event("avant", id="a"))
    process()
    with lanterne.inside():
        Conversation.objects.update(status=Status.CLOSED, closed_at=clock.now(), waiting_since=None)
    say(lanterne, event("perdu", id="p", minute=1))
    corrupt(lanterne, "p")
    for _ in range(MOST_ATTEMPTS + 2):
        process()
        time_passes()
    with lanterne.inside():
        row = Conversation.objects.get()
    assert (row.status, row.waiting_since is not None) == (Status.OPEN, True)


def test_an_envelope_that_is_gone_does_not_stop_the_processor(lanterne: Association, process: Process) -> None:
    say(lanterne, event("perdu", id="p", thread="p"), event("salut", id="s", thread="s"))
    with lanterne.inside():
        Envelope.objects.filter(event_id="p").delete()
    for _ in range(MOST_ATTEMPTS + 2):
        process()
        time_passes()
    assert (texts(lanterne), waiting(lanterne)) == ({"salut"}, 0)


def test_a_poison_delays_nobody_elses_message(lanterne: Association, process: Process) -> None:
    say(lanterne, event("perdu", id="p", thread="p"), *(event(f"{n}", id=f"s{n}", thread=f"s{n}") for n in range(5)))
    corrupt(lanterne, "p")
    process()
    time_passes()  # the 0.2 s after the batch that failed with it
    eventually(lambda: process() or texts(lanterne) == {str(n) for n in range(5)}, within_s=5)


@pytest.mark.usefixtures("deadly")
def test_behind_a_killer_its_own_conversation_is_read_in_order(lanterne: Association, pipeline: Any) -> None:
    lines = [event(f"{n}", id=f"m{n}", minute=n) for n in range(6)]
    say(lanterne, *lines[:3], event(KILLER, id="k", minute=2.5), *lines[3:])
    deaths = until_quiet(lanterne, pipeline)
    assert deaths == MOST_ATTEMPTS
    assert texts(lanterne) == {"0", "1", "2", "unreadable", "3", "4", "5"}
