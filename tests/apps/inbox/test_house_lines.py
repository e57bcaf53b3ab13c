"""What the house says by itself: a STOP was heard, a file was not opened. Once, and never after what ends contact."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from maraude.apps.inbox.models import Conversation, Message
from maraude.core.channel import EventKind
from tests.support.door import say
from tests.support.events import event

type Process = Callable[[], int]


def lines(lanterne: Any) -> list[str]:
    with lanterne.inside():
        return list(Message.objects.filter(direction="out").order_by("id").values_list("purpose", flat=True))


def test_a_stop_is_confirmed_once(lanterne: Any, process: Process) -> None:
    say(lanterne, event("salut"), event("STOP", id="s1", minute=1))
    process()
    say(lanterne, event("stop !", id="s2", minute=2))
    process()
    assert lines(lanterne) == ["stop_noted"]


def test_a_stop_after_coming_back_is_confirmed_again(lanterne: Any, process: Process) -> None:
    for minute, text in enumerate(["STOP", "en fait si", "STOP"]):
        say(lanterne, event(text, id=f"e{minute}", minute=minute))
        process()
    assert lines(lanterne) == ["stop_noted", "stop_noted"]


@pytest.mark.parametrize("signal", ["block", "left", "deauthorised"])
def test_a_door_that_was_shut_is_not_answered(lanterne: Any, process: Process, signal: str) -> None:
    say(lanterne, event("salut"), event("", id="s", kind=EventKind.CONSENT_SIGNAL, signal=signal, minute=1))
    process()
    assert lines(lanterne) == []


def test_who_came_back_at_once_is_not_told_goodbye(lanterne: Any, process: Process) -> None:
    say(lanterne, event("STOP", id="s", minute=1), event("nan reviens", id="r", minute=2))
    process()
    assert lines(lanterne) == []


def test_a_file_is_shown_in_its_place_and_said_unopened_once(lanterne: Any, process: Process) -> None:
    for n in range(2):
        say(lanterne, event("", id=f"e{n}", attachments=("photo", "wav?"), minute=n))
        process()
    assert lines(lanterne) == ["service"]
    with lanterne.inside():
        assert Message.objects.filter(direction="in").first().attachments == ["photo", "document"]  # type: ignore[union-attr]
        assert Conversation.objects.get().danger_rank == 0


def test_a_voice_message_is_to_be_looked_at(lanterne: Any, process: Process) -> None:
    say(lanterne, event("", attachments=("voice",)))
    process()
    with lanterne.inside():
        assert Conversation.objects.get().danger_rank == 1


def test_a_sticker_asks_nothing(lanterne: Any, process: Process) -> None:
    say(lanterne, event("", attachments=("sticker",)))
    process()
    assert lines(lanterne) == []


def test_a_deleted_file_leaves_no_trace_of_its_kind(lanterne: Any, process: Process) -> None:
    say(lanterne, event("", id="e1", attachments=("voice",)))
    say(lanterne, event("", id="d", kind=EventKind.DELETE, target="e1", minute=1))
    process()
    with lanterne.inside():
        assert Message.objects.get(direction="in").attachments == []
