"""Updates as Telegram documents them, and as it never should send them."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest

from maraude.channels.telegram.parse import parse
from maraude.core.channel import EventKind, InboundEvent
from tests.support.telegram import ENZO, written

NOW = datetime(2026, 11, 26, tzinfo=UTC)


def read(**what: Any) -> tuple[InboundEvent, ...]:
    parsed = parse(json.dumps({"update_id": 7, **what}).encode(), at=NOW)
    assert parsed.malformed is None
    return parsed.events


def one(**what: Any) -> InboundEvent:
    (event,) = read(**what)
    return event


def test_a_message_keeps_the_words_and_a_number_never_a_name() -> None:
    event = one(message=written("je dors dehors", number=3))
    assert (event.kind, event.content.text, event.event_id) == (EventKind.MESSAGE, "je dors dehors", f"{ENZO}:3")
    assert (event.sender.scheme, event.sender.value) == ("tg.user", str(ENZO))
    assert "enzo" not in repr(event).casefold()


@pytest.mark.parametrize(
    ("text", "code"), [("/start", None), ("/start flyer-gare", "flyer-gare"), ("/start@b_bot x", "x")]
)
def test_start_opens_the_conversation_and_brings_the_door(text: str, code: str | None) -> None:
    event = one(message=written(text, number=1))
    assert event.kind == EventKind.CONVERSATION_OPENED
    assert (event.content.referral.code if event.content.referral else None) == code


def test_an_edit_names_the_message_it_changes() -> None:
    event = one(edited_message={**written("en fait non", number=3), "edit_date": 1_793_000_100})
    assert (event.kind, event.content.target, event.content.text) == (EventKind.EDIT, f"{ENZO}:3", "en fait non")


@pytest.mark.parametrize(("status", "signal"), [("kicked", "block"), ("left", "block"), ("member", "unblock")])
def test_blocking_and_coming_back_are_signals(status: str, signal: str) -> None:
    message = written("", number=1)
    change = {key: message[key] for key in ("from", "chat", "date")} | {"new_chat_member": {"status": status}}
    assert one(my_chat_member=change).content.signal == signal


def test_stop_is_a_signal() -> None:
    assert one(message=written("/stop", number=1)).content.signal == "stop"


def test_files_are_named_and_their_caption_is_read() -> None:
    message = {
        **written("", number=2),
        "caption": "mon courrier de la caf",
        "photo": [{"file_size": 9}, {"file_size": 99}],
    }
    event = one(message=message | {"voice": {"mime_type": "audio/ogg", "file_size": 5}})
    assert event.content.text == "mon courrier de la caf"
    assert [(file.kind, file.size) for file in event.content.attachments] == [("photo", 99), ("voice", 5)]


@pytest.mark.parametrize(
    "what",
    [
        {"message": written("bonjour", number=1, chat="supergroup")},
        {"message": {**written("x", number=1), "from": {"id": 1, "is_bot": True}}},
        {"message": {key: value for key, value in written("x", number=1).items() if key != "from"}},
        {"message": written("", number=1)},
        {"poll": {"id": "1"}},
        {},
    ],
    ids=["group", "bot", "nobody", "service", "poll", "nothing"],
)
def test_what_concerns_nobody_here_is_left_aside(what: dict[str, Any]) -> None:
    assert read(**what) == ()


@pytest.mark.parametrize(
    "body", [b"", b"[]", b"{", b'{"update_id":"x"}', b'{"update_id":1,"message":{"date":1e99}}', b"\xff" * 40]
)
def test_what_is_no_update_is_malformed(body: bytes) -> None:
    assert parse(body, at=NOW).malformed


def test_hostile_words_are_kept_and_made_storable() -> None:
    text = "<script>\u0000\ud800 \u202e \U0001f600" + "a" * 4_000
    body = json.dumps({"update_id": 1, "message": written(text, number=1)}).encode()
    (event,) = parse(body, at=NOW).events
    assert event.content.text.startswith("<script>\ufffd\ufffd")
