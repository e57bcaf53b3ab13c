from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.channels.generic.channel import GenericChannel
from maraude.channels.generic.signature import WINDOW_S, sign
from maraude.channels.interface import Accept, Account, RawRequest, Reject

NOW = datetime(2026, 1, 12, 19, 0, tzinfo=UTC)
SECRET, BODY = "un secret de partenaire", b'{"event_id": "e1"}'
STAMP = int(NOW.timestamp())


def is_accepted(
    *,
    body: bytes = BODY,
    signature: str | None = None,
    timestamp: str | None = None,
    secret: str = SECRET,
    at: datetime = NOW,
    method: str = "POST",
    query: str = "",
) -> bool:
    headers = {"x-maraude-timestamp": timestamp or "", "x-maraude-signature": signature or ""}
    request = RawRequest(method=method, headers=headers, query=query, body=body, at=at)
    verdict = GenericChannel().verify(request, Account(secrets={"secret": secret}))
    if isinstance(verdict, Reject):
        assert verdict.status == 401
    return isinstance(verdict, Accept)


GOOD = sign(secret=SECRET, timestamp=STAMP, signed=BODY)


def test_the_partners_own_signature_is_accepted() -> None:
    assert is_accepted(signature=GOOD, timestamp=str(STAMP))


@given(st.integers(0, len(BODY) * 8 - 1))
def test_one_bit_of_the_body_breaks_it(bit: int) -> None:
    altered = bytearray(BODY)
    altered[bit // 8] ^= 1 << bit % 8
    assert not is_accepted(body=bytes(altered), signature=GOOD, timestamp=str(STAMP))


@given(st.integers(0, len(GOOD) - 1), st.integers(0, 6))
def test_one_bit_of_the_signature_breaks_it(place: int, bit: int) -> None:
    altered = GOOD[:place] + chr(ord(GOOD[place]) ^ 1 << bit) + GOOD[place + 1 :]
    assert not is_accepted(signature=altered, timestamp=str(STAMP))


@pytest.mark.parametrize("shift", [-1, 1])
def test_another_timestamp_breaks_it(shift: int) -> None:
    assert not is_accepted(signature=GOOD, timestamp=str(STAMP + shift))


@pytest.mark.parametrize(("late_s", "accepted"), [(-301, False), (-300, True), (300, True), (301, False)])
def test_five_minutes_early_or_late_is_the_limit(late_s: int, accepted: bool) -> None:
    assert is_accepted(signature=GOOD, timestamp=str(STAMP), at=NOW + timedelta(seconds=late_s)) is accepted
    assert WINDOW_S == 300


@pytest.mark.parametrize("secret", ["un autre secret", ""])
def test_another_accounts_secret_opens_nothing(secret: str) -> None:
    assert not is_accepted(signature=GOOD, timestamp=str(STAMP), secret=secret)


@pytest.mark.parametrize("timestamp", ["", "soon", "-5", "1e9", "٣", "9" * 13, f" {STAMP}", f"{STAMP}.0"])
def test_a_timestamp_that_is_no_number_is_refused(timestamp: str) -> None:
    assert not is_accepted(signature=GOOD, timestamp=timestamp)


@pytest.mark.parametrize("signature", ["", "sha256=", GOOD.removeprefix("sha256="), GOOD.upper(), "é" * 71, "\ud800"])
def test_a_missing_or_odd_signature_is_refused(signature: str) -> None:
    assert not is_accepted(signature=signature, timestamp=str(STAMP))


def test_a_fetch_is_signed_over_its_query_string() -> None:
    signed = sign(secret=SECRET, timestamp=STAMP, signed=b"after=7")
    assert is_accepted(method="GET", query="after=7", body=b"", signature=signed, timestamp=str(STAMP))
    assert not is_accepted(method="GET", query="after=0", body=b"", signature=signed, timestamp=str(STAMP))
