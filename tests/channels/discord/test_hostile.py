"""Every body cut at every byte, and every field with the wrong type: no exception, nothing invented."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from maraude.channels.discord.handshake import handshake
from maraude.channels.discord.parse import parse
from tests.support.discord import EVENING, about_somebody, command, of_the_application, pressed, written

BODIES = [
    command("aide"),
    command("panneau", options=[{"name": "porte", "type": 3, "value": "x"}]),
    pressed("write:x"),
    pressed("stop"),
    written("bonsoir"),
    about_somebody(),
    of_the_application("APPLICATION_AUTHORIZED"),
]
WRONG: tuple[Any, ...] = (None, True, -1, 1e308, "x", "", [], [[]], {}, {"id": {}}, "9" * 500)


def changed(value: Any) -> Iterator[Any]:
    """Return the value with each of its fields replaced, one at a time."""
    if isinstance(value, dict):
        for name, held in value.items():
            yield {other: kept for other, kept in value.items() if other != name}
            yield from ({**value, name: wrong} for wrong in WRONG)
            yield from ({**value, name: inner} for inner in changed(held))
    elif isinstance(value, list):
        for place, held in enumerate(value):
            yield from ([*value[:place], inner, *value[place + 1 :]] for inner in changed(held))


@pytest.mark.parametrize("body", BODIES)
def test_a_body_cut_at_any_byte_is_malformed(body: dict[str, Any]) -> None:
    raw = json.dumps(body).encode()
    for end in range(len(raw)):
        parsed = parse(raw[:end], at=EVENING)
        assert parsed.malformed
        assert not parsed.events
        assert handshake(raw[:end]) is None


@pytest.mark.parametrize("body", BODIES)
def test_a_wrong_type_anywhere_raises_nothing(body: dict[str, Any]) -> None:
    tried = 0
    for wrong in changed(body):
        parsed = parse(json.dumps(wrong).encode(), at=EVENING)
        assert len(parsed.events) <= 1
        assert parsed.malformed or parsed.answer
        tried += 1
    assert tried > 100


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"null",
        b"[]",
        b"\xff" * 40,
        b'{"type":5,' + b'"data":{"components":[' * 2_000,
        b'{"a":' * 100_000,
        b'{"type":2,"type":5}',
        b'{"type":1e400}',
        b"\x1f\x8b\x08\x00",
    ],
)
def test_what_is_no_interaction_raises_nothing(raw: bytes) -> None:
    parsed = parse(raw, at=EVENING)
    assert parsed.malformed or (parsed.answer and not parsed.events)
