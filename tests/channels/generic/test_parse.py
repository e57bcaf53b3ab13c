from __future__ import annotations

import json
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.channels.generic.parse import parse
from maraude.core.channel import EventKind, InboundEvent, Visibility

NOW = datetime(2026, 1, 12, 19, 0, tzinfo=UTC)
GOOD = {"event_id": "e1", "conversation": {"id": "c1"}, "sender": {"value": "enzo"}, "content": {"text": "salut"}}
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from([*GOOD, "id", "kind", "text"]), inner),
    max_leaves=8,
)


def read(value: Any) -> InboundEvent:
    parsed = parse(json.dumps(value).encode(), at=NOW)
    assert parsed.malformed is None
    return parsed.events[0]


def trouble(value: Any) -> str:
    parsed = parse(value if isinstance(value, bytes) else json.dumps(value).encode(), at=NOW)
    assert parsed.malformed is not None
    assert parsed.events == ()
    return parsed.malformed


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_named_malformed(body: bytes) -> None:
    parsed = parse(body, at=NOW)
    assert parsed.malformed is not None or parsed.events is not None


@given(json_values)
def test_any_json_is_read_or_named_malformed(value: Any) -> None:
    parsed = parse(json.dumps(value).encode(), at=NOW)
    assert parsed.malformed is None or len(parsed.malformed) > 3


@given(st.text())
def test_any_text_comes_through_but_for_what_cannot_be_stored(text: str) -> None:
    said = read({**GOOD, "content": {"text": text}}).content.text
    assert said == "".join("\ufffd" if c == "\0" or "\ud800" <= c <= "\udfff" else c for c in text)


@pytest.mark.parametrize("written", [b"a\\u0000b", b"a\\ud800b", b"a\\udfffb", b"a\xffb", b"a\x00b"])
def test_what_cannot_be_stored_becomes_the_replacement_character(written: bytes) -> None:
    body = json.dumps(GOOD).encode().replace(b"salut", written)
    assert parse(body, at=NOW).events[0].content.text == "a\ufffdb"


def test_a_pair_of_surrogates_is_one_emoji() -> None:
    body = json.dumps(GOOD).encode().replace(b"salut", b"\\ud83d\\ude00")
    assert parse(body, at=NOW).events[0].content.text == "😀"


@pytest.mark.parametrize(
    ("change", "place"),
    [
        ({"event_id": 7}, "event_id"),
        ({"event_id": ""}, "event_id"),
        ({"event_id": "e" * 201}, "event_id"),
        ({"conversation": "c1"}, "conversation"),
        ({"conversation": {"id": ["c1"]}}, "conversation.id"),
        ({"conversation": {"id": "c1", "visibility": "secret"}}, "conversation.visibility"),
        ({"sender": {}}, "value"),
        ({"content": {"text": 12}}, "content.text"),
        ({"content": {"attachments": [{"size": "big"}]}}, "content.attachments[0].size"),
        ({"occurred_at": "yesterday"}, "occurred_at"),
    ],
)
def test_a_wrong_type_is_named_with_its_place(change: dict[str, Any], place: str) -> None:
    assert place in trouble({**GOOD, **change})


@pytest.mark.parametrize("missing", ["event_id", "conversation", "sender"])
def test_a_missing_field_is_named(missing: str) -> None:
    assert missing in trouble({name: value for name, value in GOOD.items() if name != missing})


@pytest.mark.parametrize("body", [b"", b"   ", b"{", b"null", b"7", b'"text"', b"[[]]", b"[null]", b"[" * 100_000])
def test_a_body_that_is_no_event_is_malformed(body: bytes) -> None:
    assert trouble(body)


def test_five_hundred_events_are_the_most() -> None:
    events = [{**GOOD, "event_id": f"e{place}"} for place in range(501)]
    assert len(parse(json.dumps(events[:500]).encode(), at=NOW).events) == 500
    assert "500" in trouble(events)


def test_an_empty_array_is_no_event_and_no_error() -> None:
    assert parse(b"[]", at=NOW).events == ()


def test_a_kind_nobody_knows_is_kept_as_unknown() -> None:
    assert read({**GOOD, "kind": "hologram"}).kind == EventKind.UNKNOWN


def test_a_field_of_a_newer_program_is_ignored() -> None:
    assert read({**GOOD, "mood": 3}) == read(GOOD)


def test_what_is_not_said_has_a_cautious_default() -> None:
    event = read(GOOD)
    assert (event.kind, event.occurred_at) == (EventKind.MESSAGE, NOW)
    assert event.conversation.visibility is Visibility.PRIVATE


def test_a_time_without_zone_is_read_as_ours() -> None:
    assert read({**GOOD, "occurred_at": "2026-01-12T18:00:00"}).occurred_at == datetime(2026, 1, 12, 18, tzinfo=UTC)


@pytest.mark.parametrize("door", ["affiche-gare", {"code": "affiche-gare", "source": "qr"}])
def test_the_door_somebody_came_by_is_kept(door: object) -> None:
    referral = read({**GOOD, "content": {"text": "yo", "referral": door}}).content.referral
    assert referral is not None
    assert referral.code == "affiche-gare"
