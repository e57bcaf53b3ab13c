"""Who may speak in Discord's name."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta

import pytest

from maraude.channels.discord.channel import DiscordChannel
from maraude.channels.interface import Accept, Account, Challenge, RawRequest, Reject, Verdict
from tests.support.discord import (
    EVENING,
    OTHER_KEY,
    PUBLIC_KEY,
    about_somebody,
    command,
    of_the_application,
    pressed,
    signed,
    written,
)

ACCOUNT = Account(secrets={"public_key": PUBLIC_KEY, "application_id": "1"})
BODIES = {
    "command": command("aide"),
    "button": pressed("write"),
    "form": written("bonsoir"),
    "worry": about_somebody(),
    "added": of_the_application("APPLICATION_AUTHORIZED"),
    "taken away": of_the_application("APPLICATION_DEAUTHORIZED", install=None),
}
EACH_BODY = pytest.mark.parametrize("body", [json.dumps(body).encode() for body in BODIES.values()], ids=list(BODIES))


def request(body: bytes, **headers: str) -> RawRequest:
    return RawRequest(method="POST", headers={**signed(body), **headers}, query="", body=body, at=EVENING)


def judge(one: RawRequest, account: Account = ACCOUNT) -> Verdict:
    return DiscordChannel().verify(one, account)


def is_refused(verdict: Verdict) -> bool:
    return isinstance(verdict, Reject) and verdict.status == 401


@EACH_BODY
def test_what_discord_signed_is_accepted(body: bytes) -> None:
    assert judge(request(body)) == Accept()


@EACH_BODY
def test_one_bit_of_the_signature_or_of_the_body_is_enough_to_refuse(body: bytes) -> None:
    signature = bytearray.fromhex(signed(body)["x-signature-ed25519"])
    for place in range(0, len(signature), 7):
        forged = signature.copy()
        forged[place] ^= 1
        assert is_refused(judge(request(body, **{"x-signature-ed25519": forged.hex()})))
    for place in range(0, len(body), 97):
        changed = bytearray(body)
        changed[place] ^= 1
        assert is_refused(judge(replace(request(body), body=bytes(changed))))


@EACH_BODY
def test_the_key_of_another_association_is_refused(body: bytes) -> None:
    assert is_refused(judge(request(body, **signed(body, key=OTHER_KEY))))
    other = Account(secrets={"public_key": OTHER_KEY.public_key().public_bytes_raw().hex()})
    assert is_refused(judge(request(body), other))


@EACH_BODY
@pytest.mark.parametrize(("seconds", "accepted"), [(300, True), (301, False), (-300, True), (-301, False)])
def test_an_old_body_played_again_is_refused(body: bytes, seconds: int, accepted: bool) -> None:
    verdict = judge(replace(request(body), at=EVENING + timedelta(seconds=seconds)))
    assert isinstance(verdict, Accept if accepted else Reject)


@pytest.mark.parametrize("missing", ["x-signature-ed25519", "x-signature-timestamp"])
def test_a_missing_header_is_refused(missing: str) -> None:
    body = json.dumps(command("aide")).encode()
    headers = {name: value for name, value in signed(body).items() if name != missing}
    assert is_refused(judge(replace(request(body), headers=headers)))


@pytest.mark.parametrize(
    "headers",
    [
        {"x-signature-ed25519": "zz" * 64},
        {"x-signature-ed25519": "ab" * 63},
        {"x-signature-ed25519": "é" * 128},
        {"x-signature-ed25519": "+a" * 64},
        {"x-signature-timestamp": "-1768244400"},
        {"x-signature-timestamp": "٣" * 10},
        {"x-signature-timestamp": "9" * 400},
        {"x-signature-timestamp": "1768244400.0"},
    ],
)
def test_headers_that_are_no_signature_are_refused(headers: dict[str, str]) -> None:
    assert is_refused(judge(request(b"{}", **headers)))


@pytest.mark.parametrize("key", ["", "ab", "zz" * 32, "00" * 32])
def test_an_account_without_a_right_key_accepts_nothing(key: str) -> None:
    assert is_refused(judge(request(b'{"type":1}'), Account(secrets={"public_key": key})))


def test_a_signed_ping_is_answered_and_an_unsigned_one_is_refused() -> None:
    assert judge(request(b'{"type":1}')) == Challenge(body=b'{"type":1}', content_type="application/json")
    assert judge(request(b'{"version":1,"type":0}')) == Challenge(body=b"", content_type="application/json", status=204)
    assert is_refused(judge(request(b'{"type":1}', **signed(b'{"type":1}', key=OTHER_KEY))))
