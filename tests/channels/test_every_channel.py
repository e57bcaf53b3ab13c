"""What every registered channel must pass: a channel without recorded cases fails here, by its name."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.channels.interface import Account, Parsed, RawRequest, Reject
from maraude.channels.registry import CHANNELS
from maraude.core.channel import Capabilities
from maraude.lib import clock
from tests.channels.case import Case
from tests.channels.kit import NAMES, NOW, cases, parsed_bytes, read, recorded, without_headers

RECORDED = [pytest.param(name, case, id=f"{name}: {case.name}") for name, case in cases()]
BY_DOOR = [one for one in RECORDED if one.values[1].request is not None]  # type: ignore[union-attr]
SHUFFLED = 10_000
WRONG: tuple[Any, ...] = (None, True, -1, 1e308, "", "\x00", "x" * 5000, [], [[]], {}, {"a": {}})


@pytest.mark.parametrize("name", NAMES)
def test_a_channel_describes_itself(name: str) -> None:
    capabilities = CHANNELS[name].capabilities
    assert isinstance(capabilities, Capabilities)
    assert capabilities.channel == name
    assert capabilities.proof in {"server", "double", "link"}


@pytest.mark.parametrize("name", NAMES)
def test_a_channel_has_recorded_cases(name: str) -> None:
    try:
        module = recorded(name)
    except ModuleNotFoundError:
        pytest.fail(f"The channel {name} has no recorded cases: write tests/channels/{name}/cases.py (see case.py).")
    assert module.CASES or module.WHY_NO_CASE


@pytest.mark.parametrize("name", NAMES)
def test_a_rate_is_at_least_one_message(name: str) -> None:
    for bucket in CHANNELS[name].capabilities.buckets:
        assert bucket.scope in {"account", "conversation", "new_recipient"}
        assert bucket.count >= 1
        assert bucket.seconds > 0


@pytest.mark.parametrize("name", NAMES)
@given(body=st.binary(max_size=200))
def test_reading_a_body_never_raises(name: str, body: bytes) -> None:
    CHANNELS[name].parse(body, at=NOW)


@pytest.mark.parametrize("name", NAMES)
def test_a_request_without_proof_is_turned_away(name: str) -> None:
    request = RawRequest(method="POST", headers={}, query="", body=b"{}", at=NOW)
    assert_turned_away(name, request, Account(secrets={"secret": "s"}))


@pytest.mark.parametrize(("name", "case"), RECORDED)
def test_a_recorded_case_is_read_as_it_should_be(name: str, case: Case) -> None:
    events = read(name, case).events
    assert tuple((one.kind, one.content.text or one.content.signal or "") for one in events) == case.expected
    assert all(one.channel == name and 0 < len(one.event_id) <= 200 for one in events)


@pytest.mark.parametrize(("name", "case"), BY_DOOR)
def test_a_case_without_its_proof_is_turned_away(name: str, case: Case) -> None:
    assert case.request is not None
    assert_turned_away(name, without_headers(case.request), recorded(name).ACCOUNT)


@pytest.mark.parametrize(("name", "case"), BY_DOOR)
def test_a_case_of_another_association_is_turned_away(name: str, case: Case) -> None:
    assert case.request is not None
    others = Account(secrets={key: value[::-1] + "x" for key, value in recorded(name).ACCOUNT.secrets.items()})
    assert_turned_away(name, case.request, others)
    assert_turned_away(name, case.request, Account(secrets={}))


@pytest.mark.parametrize("name", NAMES)
def test_a_forged_request_is_turned_away(name: str) -> None:
    module = recorded(name)
    for forged in getattr(module, "FORGERIES", ()):
        assert_turned_away(name, forged, module.ACCOUNT)


@pytest.mark.parametrize(("name", "case"), RECORDED)
def test_a_case_cut_at_any_byte_is_read_or_named_malformed(name: str, case: Case) -> None:
    whole = parsed_bytes(name, case)
    for end in range(len(whole)):
        assert isinstance(CHANNELS[name].parse(whole[:end], at=NOW), Parsed)


@pytest.mark.parametrize(("name", "case"), RECORDED)
def test_a_case_of_wrong_types_is_read_or_named_malformed(name: str, case: Case) -> None:
    try:
        value = json.loads(parsed_bytes(name, case))
    except ValueError:
        return  # this channel does not speak JSON
    for changed in _changed(value):
        assert isinstance(CHANNELS[name].parse(json.dumps(changed).encode(), at=NOW), Parsed)


@pytest.mark.parametrize("name", NAMES)
def test_a_body_of_ten_megabytes_is_read_or_named_malformed_in_seconds(name: str) -> None:
    for body in (b"[" * 10_000_000, b"\x1f\x8b" + bytes(10_000_000), b'{"a":' * 2_000_000, b"a: b\n" * 2_000_000):
        begun = clock.monotonic()
        assert CHANNELS[name].parse(body, at=NOW).events == ()
        assert clock.monotonic() - begun < 5


@pytest.mark.parametrize("name", NAMES)
def test_ten_thousand_shuffled_and_repeated_cases_end_in_the_same_events(name: str) -> None:
    known = list(recorded(name).CASES)
    if not known:
        return
    first = {one.event_id: one for case in known for one in read(name, case).events}
    drawn = random.Random(7).choices([parsed_bytes(name, case) for case in known], k=SHUFFLED)
    again = {one.event_id: one for body in drawn for one in CHANNELS[name].parse(body, at=NOW).events}
    assert again == first


def assert_turned_away(name: str, request: RawRequest, account: Account) -> None:
    verdict = CHANNELS[name].verify(request, account)
    assert isinstance(verdict, Reject)
    assert verdict.status in {401, 403}


def _changed(value: Any) -> Iterator[Any]:
    """Return a value with each of its parts replaced, one at a time, by something that has no place there."""
    yield from WRONG
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from ({**value, key: changed} for changed in _changed(inner))
            yield {other: part for other, part in value.items() if other != key}
    if isinstance(value, list):
        for place, inner in enumerate(value[:3]):
            yield from ([*value[:place], changed, *value[place + 1 :]] for changed in _changed(inner))
