"""What leaves by e-mail: in the thread, under their subject, and never a header of somebody's making."""

from __future__ import annotations

import email
from datetime import UTC, datetime
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest

from maraude.channels.email import letter
from maraude.channels.email.line import Place, read_place
from maraude.channels.email.names import ours_in
from maraude.channels.email.plan import plan
from maraude.channels.email.reply_handle import Answered, read_reply_handle, write_reply_handle
from maraude.channels.email.server import WrongServer, read_server
from maraude.channels.interface import Refuse, Send, WireRequest
from maraude.channels.registry import CHANNELS
from maraude.core.channel import ConversationRef, Outbound, Purpose, ReplyState, SendStatus
from tests.channels.email.cases import ACCOUNT, OURS, mail
from tests.channels.kit import NOW

THEIRS = Answered(name="<abc@mail.example>", subject="j'ai faim", before="<1@mail.example> <2@lanterne.example>")


def planned(answered: Answered = THEIRS, **other: Any) -> Send | Refuse:
    known: dict[str, Any] = {"recipient": ConversationRef(id="enzo67@mail.example"), "text": "Bonsoir,\nça va ? 😊"}
    outbound = Outbound(
        idempotency_key="k", message_id=OURS, conversation_id="c", at=datetime(2026, 11, 26, tzinfo=UTC),
        **{**known, **other},
    )  # fmt: skip
    state = ReplyState(last_inbound_at=None, reply_handle=write_reply_handle(answered))
    found = plan(outbound, state=state, account=ACCOUNT)
    assert isinstance(found, Send | Refuse)
    return found


def written(found: Send | Refuse) -> EmailMessage:
    assert isinstance(found, Send)
    (one,) = found.requests
    return email.message_from_bytes(letter.written(letter.read_letter(one.body)), policy=default)


def test_an_answer_joins_the_thread_under_their_own_subject() -> None:
    message = written(planned())
    assert message["Subject"] == "Re: j'ai faim"
    assert message["In-Reply-To"] == "<abc@mail.example>"
    assert message["References"].split() == ["<1@mail.example>", "<2@lanterne.example>", "<abc@mail.example>"]
    assert (message["From"], message["To"]) == ("La Lanterne <ecoute@lanterne.example>", "enzo67@mail.example")
    assert message.get_content().split() == ["Bonsoir,", "ça", "va", "?", "😊"]
    assert ours_in(message["Message-ID"]) == OURS
    assert message["Auto-Submitted"] is None


def test_a_rule_s_line_says_that_a_machine_sent_it() -> None:
    assert written(planned(author="rule"))["Auto-Submitted"] == "auto-replied"


@pytest.mark.parametrize(
    ("subject", "ours"),
    [("", "Re:"), ("RE: x", "RE: x"), ("a\r\nBcc: evil@x.example", "Re: a Bcc: evil@x.example"), ("😊" * 300, None)],
)
def test_their_subject_is_kept_in_one_line(subject: str, ours: str | None) -> None:
    message = written(planned(Answered(name="<a@b.example>", subject=subject)))
    assert message["Bcc"] is None
    assert ours is None or message["Subject"].strip() == ours


@pytest.mark.parametrize("name", ["", "abc", "<a b@c>", "<a@b.example>\r\nBcc: x@y.example"])
def test_a_name_that_is_none_joins_nothing(name: str) -> None:
    message = written(planned(Answered(name=name, subject="x", before="junk <\r\n>")))
    assert (message["In-Reply-To"], message["Bcc"]) == (None, None)


@pytest.mark.parametrize("whom", ["", "enzo", "enzo@mail.example\r\nBcc: x@y.example", "a@b.example, c@d.example"])
def test_what_is_no_address_is_answered_by_nobody(whom: str) -> None:
    assert planned(recipient=ConversationRef(id=whom)) == Refuse(reason="unknown_recipient")


@pytest.mark.parametrize(("purpose", "leaves"), [(Purpose.REPLY, False), (Purpose.SAFETY, True)])
def test_after_a_stop_only_a_safety_line_leaves(purpose: Purpose, leaves: bool) -> None:
    outbound = Outbound(
        idempotency_key="k", message_id=OURS, conversation_id="c", recipient=ConversationRef(id="enzo@mail.example"),
        text="x", at=NOW, purpose=purpose,
    )  # fmt: skip
    found = plan(outbound, state=ReplyState(last_inbound_at=None, is_stopped=True), account=ACCOUNT)
    assert isinstance(found, Send) == leaves


def test_no_secret_is_in_the_address_or_in_the_words() -> None:
    found = planned()
    assert isinstance(found, Send)
    (one,) = found.requests
    assert ACCOUNT.secrets["token"] not in one.url + one.body.decode()


def test_what_they_wrote_gives_what_an_answer_needs() -> None:
    body = mail("slt", Subject="Bonjour", References="<1@mail.example>", Message_ID="<abc@mail.example>")
    (event,) = CHANNELS["email"].parse(body, at=NOW).events
    assert read_reply_handle(event.reply_handle) == Answered(
        name="<abc@mail.example>", subject="Bonjour", before="<1@mail.example>"
    )
    assert (event.conversation.id, event.sender.value) == ("enzo67@mail.example", "enzo67@mail.example")
    assert read_reply_handle("{") == Answered()


def test_the_same_message_read_twice_counts_once_and_another_does_not() -> None:
    first, again, other = (
        CHANNELS["email"].parse(body, at=NOW).events[0].event_id
        for body in (mail("a"), mail("a"), mail("a", Message_ID="<other@mail.example>"))
    )
    assert first == again
    assert first != other


def test_a_nest_of_parts_is_read_to_its_end_or_left() -> None:
    head = b"".join(b"Content-Type: multipart/mixed; boundary=%d\r\n\r\n--%d\r\n" % (n, n) for n in range(3000))
    body = (
        b"From: enzo@mail.example\r\nMessage-ID: <n@mail.example>\r\n" + head + b"Content-Type: text/plain\r\n\r\nslt"
    )
    CHANNELS["email"].parse(body, at=NOW)
    wide = b"".join(b"--b\r\nContent-Type: image/png\r\n\r\nx\r\n" for _ in range(5000))
    body = b"From: enzo@mail.example\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n" + wide
    (event,) = CHANNELS["email"].parse(body, at=NOW).events
    assert len(event.content.attachments) <= 60


@pytest.mark.parametrize(
    ("text", "server"),
    [("imap.x.example", "imap.x.example:993"), ("Mail.X.example:143", "mail.x.example:143"), (" a.b:1 ", "a.b:1")],
)
def test_a_server_is_read(text: str, server: str) -> None:
    assert str(read_server(text, port=993)) == server


@pytest.mark.parametrize(
    "text", ["", "http://x", "x:0", "x:99999", "x:y", "a b", "-x", "x/y", "u@x", "é.example", "x:"]
)
def test_what_is_no_server_is_refused(text: str) -> None:
    with pytest.raises(WrongServer):
        read_server(text, port=993)


def test_a_place_is_read_back() -> None:
    assert read_place(str(Place(validity=7, number=42))) == Place(validity=7, number=42)
    assert [read_place(text) for text in ("", "7", "a:b", "7:42:1", "-1:2")] == [None] * 5


@pytest.mark.parametrize("body", [b"", b"{}", b"[]", b"\xff"])
def test_what_is_no_letter_does_not_leave(body: bytes) -> None:
    request = WireRequest(url="smtp:x", headers={"server": "x", "user": "", "password": ""}, body=body)
    result = CHANNELS["email"].execute(request)
    assert (result.status, result.error) == (SendStatus.REFUSED, "unsupported")
