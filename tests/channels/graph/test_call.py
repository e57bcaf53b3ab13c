"""What leaves for Meta, until when, and what its answers mean."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from maraude.channels.graph.call import result_of
from maraude.channels.graph.door import signature
from maraude.channels.interface import Account, Challenge, Refuse, Send
from maraude.channels.registry import CHANNELS
from maraude.core.channel import ConversationRef, Outbound, Purpose, ReplyState, SendStatus, Visibility
from maraude.lib.safe_http import Answer
from tests.channels.kit import request
from tests.support.meta import INES, NUMBER, SECRETS, TOKEN, WORD

WROTE = datetime(2026, 11, 20, 20, tzinfo=UTC)
ACCOUNT = Account(secrets=SECRETS)
DAY = timedelta(hours=24)
SECOND = timedelta(seconds=1)


def planned(channel: str, after: timedelta, **other: Any) -> Send | Refuse:
    known = {"recipient": ConversationRef(id=INES), "text": "Bonsoir", "at": WROTE + after}
    outbound = Outbound(idempotency_key="k", message_id="m", conversation_id="c", **{**known, **other})
    found = CHANNELS[channel].plan(outbound, state=ReplyState(last_inbound_at=WROTE), account=ACCOUNT)
    assert isinstance(found, Send | Refuse)
    return found


def bodies(found: Send | Refuse) -> list[dict[str, Any]]:
    assert isinstance(found, Send)
    return [json.loads(one.body) for one in found.requests]


@pytest.mark.parametrize(
    ("channel", "after", "author", "leaves"),
    [
        ("whatsapp", DAY - SECOND, "human", True),
        ("whatsapp", DAY, "rule", True),
        ("whatsapp", DAY + SECOND, "human", False),
        ("messenger", DAY - SECOND, "rule", True),
        ("messenger", DAY + SECOND, "rule", False),
        ("messenger", DAY + SECOND, "human", True),
        ("messenger", 7 * DAY, "human", True),
        ("messenger", 7 * DAY + SECOND, "human", False),
        ("instagram", DAY + SECOND, "rule", False),
        ("instagram", 7 * DAY, "human", True),
        ("instagram", 7 * DAY + SECOND, "human", False),
    ],
)
def test_the_time_to_answer_is_kept_to_the_second(channel: str, after: timedelta, author: str, leaves: bool) -> None:
    found = planned(channel, after, author=author)
    assert isinstance(found, Send) == leaves
    if isinstance(found, Refuse):
        assert found.reason == "window_closed"


@pytest.mark.parametrize("channel", ["messenger", "instagram"])
def test_the_tag_of_a_human_agent_is_for_after_the_day_only(channel: str) -> None:
    (soon,), (late,) = bodies(planned(channel, DAY)), bodies(planned(channel, DAY + SECOND))
    assert (soon["messaging_type"], soon.get("tag")) == ("RESPONSE", None)
    assert (late["messaging_type"], late["tag"]) == ("MESSAGE_TAG", "HUMAN_AGENT")
    assert soon["recipient"] == {"id": INES}


def test_whatsapp_is_told_the_name_of_our_message_and_whom_by_what_we_know_them() -> None:
    (known,) = bodies(planned("whatsapp", SECOND))
    (numbered,) = bodies(planned("whatsapp", SECOND, recipient=ConversationRef(id="33639981234")))
    assert (known["recipient"], known.get("to"), known["biz_opaque_callback_data"]) == (INES, None, "m")
    assert (numbered["to"], numbered.get("recipient")) == ("33639981234", None)
    assert known["text"] == {"body": "Bonsoir", "preview_url": False}


@pytest.mark.parametrize("channel", ["whatsapp", "messenger", "instagram"])
def test_the_token_travels_in_a_header_only(channel: str) -> None:
    found = planned(channel, SECOND)
    assert isinstance(found, Send)
    (one,) = found.requests
    assert one.headers["authorization"] == f"Bearer {TOKEN}"
    assert TOKEN not in one.url + one.body.decode()
    assert one.url.endswith(f"/{NUMBER}/messages" if channel == "whatsapp" else "/me/messages")


@pytest.mark.parametrize(("channel", "longest"), [("whatsapp", 4096), ("messenger", 2000), ("instagram", 1000)])
def test_a_long_text_leaves_in_parts_that_the_channel_takes(channel: str, longest: int) -> None:
    parts = [
        one["text"]["body"] if channel == "whatsapp" else one["message"]["text"]
        for one in bodies(planned(channel, SECOND, text="é mot " * 1500))
    ]
    size = (lambda text: len(text.encode())) if channel == "instagram" else len
    assert len(parts) > 1
    assert max(map(size, parts)) <= longest
    assert " ".join(" ".join(parts).split()) == ("é mot " * 1500).strip()


@pytest.mark.parametrize("channel", ["whatsapp", "messenger", "instagram"])
def test_after_a_stop_and_in_public_nothing_personal_leaves(channel: str) -> None:
    stopped = ReplyState(last_inbound_at=WROTE, is_stopped=True)
    for purpose, expected in ((Purpose.REPLY, Refuse), (Purpose.SAFETY, Send)):
        outbound = Outbound(
            idempotency_key="k", message_id="m", conversation_id="c", recipient=ConversationRef(id=INES), text="x",
            at=WROTE, purpose=purpose,
        )  # fmt: skip
        assert isinstance(CHANNELS[channel].plan(outbound, state=stopped, account=ACCOUNT), expected)
    assert isinstance(
        planned(channel, SECOND, recipient=ConversationRef(id=INES, visibility=Visibility.PUBLIC)), Refuse
    )


@pytest.mark.parametrize(
    ("status", "body", "end", "error"),
    [
        (200, {"messages": [{"id": "wamid.1"}]}, SendStatus.SENT, None),
        (200, {"recipient_id": "1", "message_id": "m_1"}, SendStatus.SENT, None),
        (200, {}, SendStatus.AMBIGUOUS, "bad_answer"),
        (200, "<html>", SendStatus.AMBIGUOUS, "bad_answer"),
        (200, [1], SendStatus.AMBIGUOUS, "bad_answer"),
        (400, {"error": {"code": 190}}, SendStatus.REFUSED, "auth"),
        (403, {"error": {"code": 200}}, SendStatus.REFUSED, "auth"),
        (400, {"error": {"code": 10, "error_subcode": 2018278}}, SendStatus.REFUSED, "window_closed"),
        (400, {"error": {"code": 10}}, SendStatus.REFUSED, "auth"),
        (400, {"error": {"code": 131047}}, SendStatus.REFUSED, "window_closed"),
        (400, {"error": {"code": 131026}}, SendStatus.REFUSED, "unknown_recipient"),
        (400, {"error": {"code": 100, "error_subcode": 2018001}}, SendStatus.REFUSED, "unknown_recipient"),
        (400, {"error": {"code": 551}}, SendStatus.REFUSED, "unknown_recipient"),
        (400, {"error": {"code": 131050}}, SendStatus.REFUSED, "no_consent"),
        (400, {"error": {"code": 368}}, SendStatus.REFUSED, "policy"),
        (400, {"error": {"code": 100}}, SendStatus.REFUSED, "http_400"),
        (400, {"error": {"code": "?"}}, SendStatus.REFUSED, "http_400"),
        (400, {"error": {"code": 131056}}, SendStatus.RATE_LIMITED, "rate_limited"),
        (400, {"error": {"code": 613}}, SendStatus.RATE_LIMITED, "rate_limited"),
        (429, {}, SendStatus.RATE_LIMITED, "rate_limited"),
        (400, {"error": {"code": 2, "is_transient": True}}, SendStatus.FAILED, "temporary"),
        (500, {"error": {"code": 131000}}, SendStatus.FAILED, "temporary"),
        (502, "<html>", SendStatus.FAILED, "temporary"),
    ],
)
def test_an_answer_is_read(status: int, body: object, end: SendStatus, error: str | None) -> None:
    result = result_of(Answer(status=status, retry_after_s=None, body=json.dumps(body).encode()))
    assert (result.status, result.error) == (end, error)


def test_meta_is_left_alone_for_as_long_as_it_wants() -> None:
    one_person = json.dumps({"error": {"code": 131056}}).encode()
    assert result_of(Answer(status=400, retry_after_s=None, body=one_person)).retry_after_s == 6
    assert result_of(Answer(status=429, retry_after_s=17.0, body=b"{}")).retry_after_s == 17


def test_the_challenge_is_answered_as_it_is() -> None:
    query = f"hub.mode=subscribe&hub.verify_token={WORD}&hub.challenge=1158201444"
    for channel in ("whatsapp", "messenger", "instagram"):
        verdict = CHANNELS[channel].verify(request(method="GET", query=query), ACCOUNT)
        assert isinstance(verdict, Challenge)
        assert (verdict.body, verdict.content_type) == (b"1158201444", "text/plain")


def test_the_signature_is_the_one_that_openssl_makes() -> None:
    # printf '{"a":1}' | openssl dgst -sha256 -hmac secret
    assert signature(b'{"a":1}', "secret") == "sha256=aa9e2e3575f5d7098b6caccd790888c36d5fdb63342a73bada2d6a51747a8494"
