"""What leaves for Discord, by which way, and what its answers mean."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import Any

import pytest

from maraude.channels.discord.channel import DiscordChannel
from maraude.channels.discord.execute import result_of
from maraude.channels.discord.reply_handle import ReplyHandle
from maraude.channels.interface import Account, Plan, Refuse, Send
from maraude.core.channel import ConversationRef, Outbound, Purpose, ReplyState, SendStatus
from maraude.core.splitting import length
from maraude.lib.safe_http import Answer
from tests.support.discord import APPLICATION, ENZO, EVENING, TOKEN

API = "https://discord.com/api/v10"
ACCOUNT = Account(secrets={"token": TOKEN, "application_id": APPLICATION, "public_key": ""})
UNTIL = int((EVENING + timedelta(seconds=870)).timestamp())
HERE = ReplyHandle(token="jeton", until=UNTIL)
BY_DM = ReplyHandle(token="jeton", until=UNTIL, dm=True)


def planned(
    text: str = "Bonsoir", *, way: ReplyHandle | None = HERE, after_s: int = 60, stopped: bool = False, **more: Any
) -> Plan:
    outbound = Outbound(
        idempotency_key="k",
        message_id="m",
        conversation_id="c",
        recipient=ConversationRef(id=ENZO),
        text=text,
        at=EVENING + timedelta(seconds=after_s),
        **more,
    )
    state = ReplyState(last_inbound_at=EVENING, is_stopped=stopped, reply_handle=way.write() if way else "")
    return DiscordChannel().plan(outbound, state=state, account=ACCOUNT)


def requests(*args: Any, **more: Any) -> list[tuple[str, dict[str, Any], dict[str, str]]]:
    plan = planned(*args, **more)
    assert isinstance(plan, Send)
    return [(one.url, json.loads(one.body), dict(one.headers)) for one in plan.requests]


def test_on_the_spot_it_leaves_under_the_interaction_for_them_alone_without_our_token() -> None:
    ((url, body, headers),) = requests("Bonsoir @everyone")
    assert url == f"{API}/webhooks/{APPLICATION}/jeton"
    assert (body["content"], body["flags"], body["allowed_mentions"]) == ("Bonsoir @everyone", 68, {"parse": []})
    assert body["components"][0]["components"][0]["custom_id"] == "write"
    assert "authorization" not in headers


@pytest.mark.parametrize(("after_s", "leaves"), [(0, True), (869, True), (870, False), (901, False), (86_400, False)])
def test_on_the_spot_means_a_quarter_of_an_hour(after_s: int, leaves: bool) -> None:
    plan = planned(after_s=after_s)
    assert isinstance(plan, Send) if leaves else plan == Refuse(reason="window_closed")


@pytest.mark.parametrize(("after_s", "otherwise"), [(60, f"{API}/webhooks/{APPLICATION}/jeton"), (90_000, "")])
def test_by_private_message_it_leaves_at_any_time(after_s: int, otherwise: str) -> None:
    ((url, body, headers),) = requests(way=BY_DM, after_s=after_s)
    assert (url, body["recipient_id"], body["otherwise"]) == (f"{API}/users/@me/channels", ENZO, otherwise)
    assert (body["message"]["content"], body["message"]["flags"]) == ("Bonsoir", 4)
    assert (body["under"]["flags"], len(body["under"]["components"])) == (68, 1)
    assert headers["authorization"] == f"Bot {TOKEN}"


@pytest.mark.parametrize("way", [HERE, BY_DM])
def test_a_long_message_leaves_in_parts_of_two_thousand_and_the_button_comes_last(way: ReplyHandle) -> None:
    bodies = [body for _, body, _ in requests("mot " * 1_300 + "😀" * 900, way=way)]
    messages, under = [one.get("message", one) for one in bodies], [one.get("under", one) for one in bodies]
    assert len(messages) == 4
    assert all(length(one["content"], unit="utf16") <= 2000 for one in messages)
    assert ["components" in one for one in under] == [False, False, False, True]
    assert len({one.get("nonce", place) for place, one in enumerate(messages)}) == 4


@pytest.mark.parametrize(("purpose", "leaves"), [(Purpose.REPLY, False), (Purpose.SAFETY, True)])
def test_after_a_stop_only_a_safety_line_leaves(purpose: Purpose, leaves: bool) -> None:
    plan = planned(stopped=True, purpose=purpose)
    assert isinstance(plan, Send) if leaves else plan == Refuse(reason="no_consent")


@pytest.mark.parametrize("reply_handle", ["", "{}", "pas du json", '{"token":3}', "[]"])
def test_without_a_reply_handle_nothing_leaves(reply_handle: str) -> None:
    outbound = Outbound(
        idempotency_key="k",
        message_id="m",
        conversation_id="c",
        recipient=ConversationRef(id=ENZO),
        text="x",
        at=EVENING,
    )
    state = ReplyState(last_inbound_at=EVENING, reply_handle=reply_handle)
    assert DiscordChannel().plan(outbound, state=state, account=ACCOUNT) == Refuse(reason="window_closed")


@pytest.mark.parametrize(
    ("status", "code", "is_webhook", "end", "error"),
    [
        (200, 0, False, SendStatus.SENT, None),
        (403, 50007, False, SendStatus.REFUSED, "dm_closed"),
        (403, 50278, False, SendStatus.REFUSED, "no_common_server"),
        (400, 50033, False, SendStatus.REFUSED, "unknown_recipient"),
        (404, 10015, True, SendStatus.REFUSED, "window_closed"),
        (401, 50027, True, SendStatus.REFUSED, "window_closed"),
        (404, 0, True, SendStatus.REFUSED, "window_closed"),
        (400, 40094, True, SendStatus.REFUSED, "window_closed"),
        (401, 0, False, SendStatus.REFUSED, "auth"),
        (403, 20026, False, SendStatus.REFUSED, "policy"),
        (400, 200000, False, SendStatus.REFUSED, "policy"),
        (400, 50035, False, SendStatus.REFUSED, "http_400"),
        (502, 0, False, SendStatus.FAILED, "temporary"),
        (400, 40003, False, SendStatus.RATE_LIMITED, "rate_limited"),
    ],
)
def test_an_answer_is_read(status: int, code: int, is_webhook: bool, end: SendStatus, error: str | None) -> None:
    body = json.dumps({"id": "77", "code": code} if code else {"id": "77"}).encode()
    result = result_of(Answer(status=status, retry_after_s=None, body=body), is_webhook=is_webhook)
    assert (result.status, result.error) == (end, error)


@pytest.mark.parametrize(
    ("body", "header", "expected"),
    [(b'{"retry_after":64.57}', 65.0, 64.57), (b"<html>", 12.0, 12.0), (b"", None, None)],
)
def test_discord_says_how_long_to_wait(body: bytes, header: float | None, expected: float | None) -> None:
    result = result_of(Answer(status=429, retry_after_s=header, body=body))
    assert (result.status, result.retry_after_s) == (SendStatus.RATE_LIMITED, expected)


@pytest.mark.parametrize("body", [b"", b"[1]", b'{"id":{}}', b"\xff", b'{"code":"x"}'])
def test_an_answer_that_is_none_is_no_error_of_ours(body: bytes) -> None:
    assert result_of(Answer(status=200, retry_after_s=None, body=body)).status == SendStatus.SENT
    assert result_of(Answer(status=418, retry_after_s=None, body=body)).error == "http_418"
