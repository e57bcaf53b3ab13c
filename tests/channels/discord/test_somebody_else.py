"""« Je m'inquiète pour quelqu'un »: of the message that was pointed at and of its author, not one byte is kept."""

from __future__ import annotations

import json
from datetime import date
from typing import Any
from uuid import UUID

import msgspec
import pytest

from maraude.channels.discord.parse import parse
from maraude.channels.discord.reply_handle import TOKEN_LASTS
from maraude.channels.envelope import seal_event
from maraude.core.channel import InboundEvent
from maraude.lib import crypto
from maraude.lib.crypto import associated, unseal
from tests.support.discord import ENZO, EVENING, about_somebody, snowflake, written

WORDS = "ma pote parle de plus etre la, jsp quoi faire"
# Everything that Discord sends of the other person, of their message, and of the room.
THEIRS = (
    "888000888000888", "777000777000777", "666000666000666", "PAROLES-DE-LOU", "victime99", "VICTIME", "AVATARLOU",
    "PHOTO-DE-LOU", "AMI-DE-LOU", "LOULOU", "290926798626999250", "645027906669510667", "SALON", "enzo67", "Zozo",
)  # fmt: skip


def reported(**more: Any) -> bytes:
    """Return the form of the reporter as the worst Discord would send it: with all of the other person in it."""
    told = about_somebody()["data"]
    body = written(WORDS, form="worry", **more)
    body["data"] |= {"resolved": told["resolved"], "target_id": told["target_id"]}
    body["message"] = next(iter(told["resolved"]["messages"].values()))
    return json.dumps(body).encode()


def test_pointing_at_a_message_keeps_nothing_and_opens_a_form_that_names_nobody() -> None:
    parsed = parse(json.dumps(about_somebody()).encode(), at=EVENING)
    assert parsed.events == ()
    assert parsed.answer is not None
    said = parsed.answer.body.decode()
    assert json.loads(said)["type"] == 9
    assert json.loads(said)["data"]["custom_id"] == "worry"
    assert not [one for one in THEIRS if one in said]


def test_the_envelope_holds_the_reporters_words_and_nothing_else_byte_for_byte() -> None:
    (event,) = parse(reported(), at=EVENING).events
    until = EVENING + TOKEN_LASTS
    way = {"token": "aW50ZXJhY3Rpb246dGVzdA", "until": int(until.timestamp()), "dm": True}
    person = {"scheme": "discord.user", "value": ENZO, "display_name": None, "handle": None}
    nothing: dict[str, Any] = {"attachments": [], "reply_to": None, "target": None, "referral": None, "signal": None}
    nothing["mentions_us"] = False
    expected: dict[str, Any] = {
        "event_id": snowflake(),
        "channel": "discord",
        "kind": "message",
        "occurred_at": "2026-01-12T19:00:00Z",
        "conversation": {"id": ENZO, "type": "dm", "visibility": "private", "parent_id": None, "e2ee": False},
        "sender": {**person, "is_bot": False, "aliases": []},
        "content": {"text": WORDS, **nothing},
        "reply_handle": json.dumps(way, separators=(",", ":")),
        "answer_until": None,
        "adapter_version": "1",
    }
    assert msgspec.json.decode(opened(event)) == expected


@pytest.mark.parametrize("theirs", THEIRS)
def test_no_trace_of_anybody_else_is_in_the_sealed_bytes(theirs: str) -> None:
    parsed = parse(reported(), at=EVENING)
    assert theirs.encode() in reported()
    assert theirs.encode() not in opened(parsed.events[0])
    assert theirs not in repr(parsed)


def opened(event: InboundEvent) -> bytes:
    """Return the bytes that the envelope keeps, opened."""
    key, envelope_id, on = crypto.new_key(), UUID(int=7), date(2026, 1, 12)
    sealed = seal_event(key, event, org_id=1, envelope_id=envelope_id, on=on)
    return unseal(key, sealed, bound_to=associated(1, "envelope", envelope_id, on))
