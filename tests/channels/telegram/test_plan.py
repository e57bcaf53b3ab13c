"""What leaves for Telegram, and what its answers mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from maraude.channels.interface import Account, Refuse, Send
from maraude.channels.telegram.execute import result_of
from maraude.channels.telegram.plan import plan
from maraude.core.channel import ConversationRef, Outbound, Purpose, ReplyState, SendStatus
from maraude.lib.safe_http import Answer
from tests.support.telegram import TOKEN

ACCOUNT = Account(secrets={"token": TOKEN, "secret": "s"})


def leaving(text: str = "Bonsoir", purpose: Purpose = Purpose.REPLY) -> Outbound:
    return Outbound(
        idempotency_key="k",
        message_id="m",
        conversation_id="c",
        recipient=ConversationRef(id="42"),
        text=text,
        at=datetime(2026, 11, 26, tzinfo=UTC),
        purpose=purpose,
    )


def planned(text: str) -> list[dict[str, object]]:
    found = plan(leaving(text), state=ReplyState(last_inbound_at=None), account=ACCOUNT)
    assert isinstance(found, Send)
    assert all(request.url == f"https://api.telegram.org/bot{TOKEN}/sendMessage" for request in found.requests)
    return [json.loads(request.body) for request in found.requests]


def test_a_message_leaves_as_plain_text_without_a_preview() -> None:
    assert planned("Bonsoir <b>") == [
        {"chat_id": 42, "text": "Bonsoir <b>", "link_preview_options": {"is_disabled": True}}
    ]


@pytest.mark.parametrize(("purpose", "leaves"), [(Purpose.REPLY, False), (Purpose.SAFETY, True)])
def test_after_a_stop_only_a_safety_line_leaves(purpose: Purpose, leaves: bool) -> None:
    found = plan(leaving(purpose=purpose), state=ReplyState(last_inbound_at=None, is_stopped=True), account=ACCOUNT)
    assert isinstance(found, Send if leaves else Refuse)


def test_a_long_message_leaves_in_parts_counted_as_telegram_counts() -> None:
    sizes = [len(str(sent["text"])) for sent in planned("😀" * 4096)]
    assert sizes == [2048, 2048]


@pytest.mark.parametrize(
    ("status", "body", "end", "error"),
    [
        (200, {"ok": True, "result": {"message_id": 5}}, SendStatus.SENT, None),
        (
            403,
            {"ok": False, "description": "Forbidden: bot was blocked by the user"},
            SendStatus.REFUSED,
            "blocked_by_user",
        ),
        (400, {"ok": False, "description": "Bad Request: chat not found"}, SendStatus.REFUSED, "unknown_recipient"),
        (401, {"ok": False}, SendStatus.REFUSED, "auth"),
        (502, "<html>", SendStatus.FAILED, "temporary"),
        (200, [1], SendStatus.REFUSED, "http_200"),
    ],
)
def test_an_answer_is_read(status: int, body: object, end: SendStatus, error: str | None) -> None:
    result = result_of(Answer(status=status, retry_after_s=None, body=json.dumps(body).encode()))
    assert (result.status, result.error) == (end, error)


def test_telegram_says_how_long_to_wait() -> None:
    body = json.dumps({"ok": False, "parameters": {"retry_after": 17}}).encode()
    result = result_of(Answer(status=429, retry_after_s=None, body=body))
    assert (result.status, result.retry_after_s) == (SendStatus.RATE_LIMITED, 17)
