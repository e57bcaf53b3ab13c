"""Discord from a form to an answer: which way it leaves, who closed their messages, ten thousand repeats."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db.models.functions import Now
from django.utils import timezone

from maraude.apps.inbox.actions.send_message import send_message
from maraude.apps.inbox.models import Conversation, Message, OutboxItem
from maraude.apps.people.models import Person
from maraude.jobs.sender import send_waiting
from tests.support.discord import APPLICATION, ENZO, EVENING, Discord, command, discord_server, snowflake, written
from tests.support.discord_door import DiscordDoor, discord_door
from tests.support.fixtures import Process
from tests.support.roles import as_role
from tests.support.world import Association

pytestmark = pytest.mark.allow_hosts(["127.0.0.1"])
BY_TOKEN = f"/webhooks/{APPLICATION}/aW50ZXJhY3Rpb246dGVzdA"
BY_DM = f"/channels/9{ENZO}/messages"
CLOSED = (403, {"code": 50007, "message": "Cannot send messages to this user"})


@pytest.fixture
def discord(monkeypatch: pytest.MonkeyPatch) -> Iterator[Discord]:
    monkeypatch.setenv("MARAUDE_ALLOW_PRIVATE_ADDRESSES", "1")
    with discord_server() as server:
        yield server


@pytest.fixture
def door(lanterne: Association, discord: Discord) -> DiscordDoor:
    return discord_door(lanterne, outbound_url=discord.url)


def now() -> str:
    return snowflake(timezone.now())


def answer(association: Association, text: str = "Bonsoir Enzo") -> None:
    with association.inside():
        conversation = Conversation.objects.get(channel="discord")
        send_message(conversation=conversation, text=text, author_id=association.staff["nour"], idempotency_key=text)
    with as_role("jobs"):
        send_waiting()


def ended(association: Association) -> tuple[str, str]:
    """Return how far the last answer got, and why no further."""
    with association.inside():
        item = OutboxItem.objects.order_by("id").last()
        assert item is not None
        return Message.objects.get(id=item.message_id).delivery, item.last_error


def test_an_answer_on_the_spot_leaves_under_the_interaction(
    lanterne: Association, door: DiscordDoor, discord: Discord, process: Process
) -> None:
    door.post(written("bonsoir", where="here", id=now()))
    process()
    answer(lanterne)
    assert [(path, said["content"]) for path, said in discord.sent] == [(BY_TOKEN, "Bonsoir Enzo")]
    assert ended(lanterne) == ("sent", "")


def test_an_answer_by_private_message_opens_them_and_can_be_answered(
    lanterne: Association, door: DiscordDoor, discord: Discord, process: Process
) -> None:
    door.post(written("bonsoir", id=now()))
    process()
    answer(lanterne)
    ((path, said),) = discord.sent
    assert (path, said["content"], said["enforce_nonce"]) == (BY_DM, "Bonsoir Enzo", True)


def test_who_closed_their_private_messages_is_answered_under_the_interaction_while_it_lives(
    lanterne: Association, door: DiscordDoor, discord: Discord, process: Process
) -> None:
    discord.moods[BY_DM] = CLOSED
    door.post(written("bonsoir", id=now()))
    process()
    answer(lanterne)
    assert [path for path, _ in discord.sent] == [BY_DM, BY_TOKEN]
    assert discord.sent[-1][1]["flags"] & 64
    assert ended(lanterne)[0] == "sent"


def test_closed_private_messages_are_a_failure_that_says_why(
    lanterne: Association, door: DiscordDoor, discord: Discord, process: Process
) -> None:
    discord.moods[BY_DM] = CLOSED
    at = timezone.now()
    door.post(written("bonsoir", id=snowflake(at)))
    process()
    with time_machine.travel(at + timedelta(hours=1)):
        answer(lanterne)
    assert ended(lanterne) == ("refused", "dm_closed")
    assert [path for path, _ in discord.sent] == [BY_DM]
    with lanterne.inside():
        assert Conversation.objects.get().waiting_since is not None


def test_when_both_ways_are_closed_the_first_is_the_reason(
    lanterne: Association, door: DiscordDoor, discord: Discord, process: Process
) -> None:
    discord.moods |= {BY_DM: CLOSED, BY_TOKEN: (404, {"code": 10015})}
    door.post(written("bonsoir", id=now()))
    process()
    answer(lanterne)
    assert ended(lanterne) == ("refused", "dm_closed")


def test_a_later_message_gives_a_new_reply_handle_and_an_older_one_takes_it_not_away(
    lanterne: Association, door: DiscordDoor, discord: Discord, process: Process
) -> None:
    at = timezone.now()
    door.post(written("la suite", where="here", id=snowflake(at), token="neuf"))
    process()
    door.post(written("le début", where="here", id=snowflake(at - timedelta(minutes=3)), token="vieux"))
    process()
    answer(lanterne)
    assert [path for path, _ in discord.sent] == [f"/webhooks/{APPLICATION}/neuf"]


def test_on_the_spot_is_over_after_a_quarter_of_an_hour(
    lanterne: Association, door: DiscordDoor, process: Process
) -> None:
    at = timezone.now()
    door.post(written("bonsoir", where="here", id=snowflake(at)))
    process()
    with lanterne.inside():
        until = Conversation.objects.get().answer_until
    assert until is not None
    assert until - at < timedelta(minutes=15)


def test_discord_asking_to_wait_is_waited_for(
    lanterne: Association, door: DiscordDoor, discord: Discord, process: Process
) -> None:
    discord.moods[BY_TOKEN] = (429, {"retry_after": 64.57, "global": False})
    door.post(written("bonsoir", where="here", id=now()))
    process()
    answer(lanterne)
    with lanterne.inside():
        assert OutboxItem.objects.filter(attempts=0, not_before__gt=Now() + timedelta(seconds=60)).count() == 1


def test_the_stop_command_stops_and_a_new_form_takes_it_back(
    lanterne: Association, door: DiscordDoor, process: Process
) -> None:
    door.post(written("bonsoir", id=now()))
    door.post(command("stop", id=now()))
    process()
    with lanterne.inside():
        assert Person.objects.get().stopped_at is not None
        assert not OutboxItem.objects.exists()
    door.post(written("en fait si", id=str(int(now()) + 1)))
    process()
    with lanterne.inside():
        assert Person.objects.get().stopped_at is None


@time_machine.travel(EVENING + timedelta(minutes=2), tick=False)
def test_ten_thousand_shuffled_repeats_end_as_each_said_once(
    lanterne: Association, quai: Association, process: Process
) -> None:
    bodies = [body for person in range(25) for body in _evening_of(person)]
    shuffled = bodies * 10
    random.Random(4).shuffle(shuffled)
    assert len(shuffled) == 10_000
    for association, heard in ((lanterne, shuffled), (quai, bodies)):
        door = discord_door(association, at_once=False)
        for body in heard:
            assert door.post(body)[0] == 200
        door.committer.flush()
    process()
    assert _state(lanterne) == _state(quai)
    assert len(_state(lanterne)) == 25


def _evening_of(person: int) -> list[dict[str, Any]]:
    """Return forty things that one person did on Discord in two minutes: thirty-nine forms and, for some, a STOP."""
    who = {"user": {"id": str(5_000_000 + person)}}
    moments = [EVENING + timedelta(seconds=3 * step) for step in range(40)]
    said = [
        written(f"message {step}", where="here", member=who, id=_number(at, person), token=f"t{step}")
        for step, at in enumerate(moments)
    ]
    if person % 5 == 0:
        said[20 + person % 20] = command("stop", member=who, id=_number(moments[20 + person % 20], person))
    return said


def _number(at: datetime, person: int) -> str:
    return snowflake(at, person)


def _state(association: Association) -> list[tuple[Any, ...]]:
    with association.inside():
        found = [
            (
                Conversation.objects.get(person_id=person.id).answer_until,
                person.stopped_at is not None,
                Conversation.objects.get(person_id=person.id).status,
                tuple(Message.objects.filter(person_id=person.id).order_by("occurred_at").values_list("event_id")),
            )
            for person in Person.objects.all()
        ]
    return sorted(found, key=repr)
