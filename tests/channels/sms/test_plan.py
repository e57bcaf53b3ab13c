"""What Kannel is asked to send, and what its answers mean."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.channels.interface import Refuse, Send, WireRequest
from maraude.channels.sms.execute import result_of
from maraude.channels.sms.kannel import WrongAddress, WrongSender, kannel_lines, sender_number, sendsms_address
from maraude.channels.sms.phone import international
from maraude.channels.sms.plan import plan
from maraude.core.channel import ConversationRef, Outbound, Purpose, ReplyState, SendStatus
from maraude.core.sms import count_sms
from maraude.lib.safe_http import Answer
from tests.channels.kit import NOW
from tests.channels.sms.cases import ACCOUNT, OURS

WORDS = Outbound(
    idempotency_key="k",
    message_id=OURS,
    conversation_id="c",
    recipient=ConversationRef(id="+33639981238"),
    text="Bonsoir, je suis là.",
    at=NOW,
)
HEARD = ReplyState(last_inbound_at=NOW)


def calls(outbound: Outbound, *, state: ReplyState = HEARD) -> tuple[WireRequest, ...]:
    planned = plan(outbound, state=state, account=ACCOUNT)
    assert isinstance(planned, Send)
    return planned.requests


def test_a_text_is_one_call_that_names_neither_words_nor_telephone_in_an_address() -> None:
    (call,) = calls(WORDS)
    assert call.url == ACCOUNT.outbound_url
    assert call.body.decode() == WORDS.text
    assert (call.headers["x-kannel-to"], call.headers["x-kannel-from"]) == ("+33639981238", "38001")
    assert call.headers["x-kannel-dlr-url"] == (
        f"https://lanterne.example/in/sms/k?secret=lampadaire&message={OURS}&state=%d"
    )


@pytest.mark.parametrize(("text", "coding"), [("à ce soir", "0"), ("ça va", "2"), ("ok 😊", "2")])
def test_the_alphabet_follows_the_words(text: str, coding: str) -> None:
    assert calls(replace(WORDS, text=text))[0].headers["x-kannel-coding"] == coding


def test_a_long_text_stays_one_call_up_to_eight_segments() -> None:
    assert len(calls(replace(WORDS, text="mot " * 300))) == 1
    assert len(calls(replace(WORDS, text="mot " * 310))) == 2


@given(st.text(min_size=1, max_size=3000).filter(lambda text: text.strip()))
def test_no_call_is_longer_than_kannel_sends_whole(text: str) -> None:
    for call in calls(replace(WORDS, text=text)):
        assert count_sms(call.body.decode("utf-8", "surrogatepass")).segments <= 8 or len(call.body.split()) == 1


def test_nothing_leaves_after_a_stop_but_a_safety_line() -> None:
    stopped = ReplyState(last_inbound_at=NOW, is_stopped=True)
    assert plan(WORDS, state=stopped, account=ACCOUNT) == Refuse(reason="no_consent")
    assert calls(replace(WORDS, purpose=Purpose.SAFETY), state=stopped)


@pytest.mark.parametrize("recipient", ["ORANGE", "38001", "", "+33"])
def test_nothing_leaves_towards_what_is_no_telephone(recipient: str) -> None:
    outbound = replace(WORDS, recipient=ConversationRef(id=recipient))
    assert plan(outbound, state=HEARD, account=ACCOUNT) == Refuse(reason="unknown_recipient")


@pytest.mark.parametrize(
    ("status", "end", "error"),
    [
        (202, SendStatus.SENT, None),
        (200, SendStatus.SENT, None),
        (403, SendStatus.REFUSED, "auth"),
        (400, SendStatus.REFUSED, "http_400"),
        (404, SendStatus.REFUSED, "http_404"),
        (503, SendStatus.FAILED, "temporary"),
        (429, SendStatus.RATE_LIMITED, "rate_limited"),
    ],
)
def test_each_answer_of_kannel_has_its_end(status: int, end: SendStatus, error: str | None) -> None:
    result = result_of(Answer(status=status, retry_after_s=None, body=b"\xff"))
    assert (result.status, result.error) == (end, error)


@pytest.mark.parametrize(
    "written", ["06 39 98 12 38", "33639981238", "0033639981238", "+33639981238", " +33 6 39981238"]
)
def test_a_telephone_has_one_spelling(written: str) -> None:
    assert international(written) == "+33639981238"


@given(st.text(max_size=40))
def test_any_text_is_a_telephone_or_is_not(written: str) -> None:
    number = international(written)
    assert number is None or international(number) == number


@pytest.mark.parametrize(
    "written", ["", "kannel", "ftp://k.example", "http://", "http://u:p@k.example", "http://k:99999"]
)
def test_an_address_that_is_none_is_refused(written: str) -> None:
    with pytest.raises(WrongAddress):
        sendsms_address(written)


def test_the_usual_path_is_added_to_a_bare_address() -> None:
    assert sendsms_address(" http://k.example:13013/ ") == "http://k.example:13013/cgi-bin/sendsms"


@pytest.mark.parametrize("written", ["", "ORANGE", "12", "+33 6 39 98 12 38 90 12 34"])
def test_a_sender_that_is_no_number_is_refused(written: str) -> None:
    with pytest.raises(WrongSender):
        sender_number(written)


def test_the_lines_for_kannel_have_our_address_and_no_password() -> None:
    lines = kannel_lines(ACCOUNT)
    assert 'post-url = "https://lanterne.example/in/sms/k?secret=lampadaire&id=%I"' in lines
    assert "motdepasse" not in lines
