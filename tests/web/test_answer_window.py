"""Before one types: until when one may answer here, and whether others read."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from maraude.apps.inbox.models import Conversation, Draft, Message
from maraude.apps.ingest.actions.open_account import open_account
from maraude.channels.generic.channel import GenericChannel
from maraude.core.channel import Capabilities, Visibility
from tests.support.door import say
from tests.support.events import event

type Process = Callable[[], int]


@pytest.fixture
def nour(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["nour"])


@pytest.fixture
def windowed(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let the generic channel allow an answer for a day only."""
    given = dataclasses.replace(GenericChannel().capabilities, reply_window_s=86_400)
    monkeypatch.setattr(GenericChannel, "capabilities", property(lambda self: given))  # noqa: ARG005
    assert isinstance(given, Capabilities)


@pytest.mark.usefixtures("windowed")
def test_an_open_window_says_until_when(lanterne: Any, nour: Client, process: Process, time_machine: Any) -> None:
    time_machine.move_to("2026-01-12T20:00:00Z")
    say(lanterne, event())
    process()
    page = nour.get(f"/c/{lanterne.thread('enzo')}/").content.decode()
    assert "13 janvier, 20:00" in page
    assert 'value="reply"' in page


@pytest.mark.usefixtures("windowed")
def test_after_the_window_nothing_can_be_sent_and_nothing_typed_is_lost(
    lanterne: Any, nour: Client, process: Process, time_machine: Any
) -> None:
    time_machine.move_to("2026-01-12T20:00:00Z")
    say(lanterne, event())
    process()
    time_machine.move_to("2026-01-14T20:00:00Z")
    enzo = lanterne.thread("enzo")
    page = nour.get(f"/c/{enzo}/").content.decode()
    assert 'value="reply"' not in page
    nour.post(f"/c/{enzo}/reply", {"text": "j'ai une piste", "as": "reply", "key": "k1"})
    with lanterne.inside():
        assert not Message.objects.filter(direction="out").exists()
        assert Draft.objects.count() == 1


def test_where_others_read_only_the_invitation_can_leave(lanterne: Any, nour: Client, process: Process) -> None:
    with lanterne.inside():
        open_account(org_id=lanterne.org_id, channel="webchat", name="Chat", actor="test")
    say(lanterne, event("@maraude", visibility=Visibility.PUBLIC, mentions_us=True))
    process()
    enzo = lanterne.thread("enzo")
    page = nour.get(f"/c/{enzo}/").content.decode()
    assert 'value="reply"' not in page
    assert "D&#x27;autres personnes lisent ici" in page or "D'autres personnes lisent ici" in page
    nour.post(f"/c/{enzo}/reply", {"text": "appelle-moi", "as": "reply", "key": "k1"})
    nour.post(f"/c/{enzo}/invite", {"text": ""})
    with lanterne.inside():
        assert [message.purpose for message in Message.objects.filter(direction="out")] == ["invitation"]


def test_a_file_has_its_place_in_the_thread(lanterne: Any, nour: Client, process: Process) -> None:
    say(lanterne, event("", attachments=("voice",)))
    process()
    with lanterne.inside():
        assert Conversation.objects.get().danger_rank == 1
    assert "Message vocal" in nour.get(f"/c/{lanterne.thread('enzo')}/").content.decode()
