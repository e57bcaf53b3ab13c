from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.channels.interface import Account, RawRequest, Reject
from maraude.channels.registry import CHANNELS
from maraude.core.channel import Capabilities

NOW = datetime(2026, 1, 12, tzinfo=UTC)
NAMES = sorted(CHANNELS)


@pytest.mark.parametrize("name", NAMES)
def test_a_channel_describes_itself(name: str) -> None:
    capabilities = CHANNELS[name].capabilities
    assert isinstance(capabilities, Capabilities)
    assert capabilities.channel == name
    assert capabilities.proof in {"server", "double", "link"}


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
    verdict = CHANNELS[name].verify(request, Account(secrets={"secret": "s"}))
    assert isinstance(verdict, Reject)
    assert verdict.status in {401, 403}
