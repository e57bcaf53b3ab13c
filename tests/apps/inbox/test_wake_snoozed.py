"""What was put off comes back by itself."""

from __future__ import annotations

from datetime import timedelta

from maraude.apps.inbox.actions.move_conversation import snooze
from maraude.apps.inbox.models import Conversation, Message
from maraude.apps.inbox.queries.conversations import Folder, conversations
from maraude.jobs import snoozes
from maraude.lib import clock
from tests.support.door import say
from tests.support.events import event
from tests.support.fixtures import Process
from tests.support.roles import as_role
from tests.support.world import Association


def put_off(association: Association, process: Process, *, hours: float) -> None:
    say(association, event())
    process()
    with association.inside():
        until = clock.now() + timedelta(hours=hours)
        snooze(conversation=Conversation.objects.get(), until=until, by_user_id=association.staff["nour"])


def look(association: Association) -> list[int]:
    """Let the job look; return how many came back, then how many wait."""
    snoozes._next_look = 0
    with as_role("jobs"):
        woken = snoozes.wake_snoozed()
    with association.inside():
        return [woken, len(conversations(folder=Folder.WAITING, user_id=None).rows)]


def test_a_conversation_put_off_waits_again_when_its_time_comes(lanterne: Association, process: Process) -> None:
    put_off(lanterne, process, hours=-1)
    assert look(lanterne) == [1, 1]
    with lanterne.inside():
        assert Message.objects.filter(system_kind="woken").count() == 1


def test_it_comes_back_once_and_not_before(lanterne: Association, process: Process) -> None:
    put_off(lanterne, process, hours=1)
    assert look(lanterne) == [0, 0]
    with lanterne.inside():
        Conversation.objects.update(snoozed_until=clock.now())
    assert [look(lanterne), look(lanterne)] == [[1, 1], [0, 1]]


def test_each_association_has_its_own_back(lanterne: Association, quai: Association, process: Process) -> None:
    put_off(lanterne, process, hours=-1)
    assert look(quai) == [1, 0]
