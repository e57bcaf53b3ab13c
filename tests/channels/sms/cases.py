"""Calls as Kannel 1.4.5 makes them (recorded from its smsbox), and some that it never should."""

from __future__ import annotations

from maraude.channels.interface import Account, RawRequest
from maraude.core.channel import EventKind
from tests.channels.case import Case
from tests.channels.kit import request

KNOWN = "lampadaire"
ACCOUNT = Account(
    secrets={
        "secret": KNOWN,
        "token": "motdepasse",
        "user": "maraude",
        "number": "38001",
        "callback": "https://lanterne.example/in/sms/k",
    },
    outbound_url="https://kannel.example/cgi-bin/sendsms",
)
UTF8, UTF16 = 'text/plain; charset="UTF-8"', 'text/plain; charset="UTF-16BE"'
OURS = "0199e3a0-5f6b-7c11-9c2e-6b6f1f0c7a11"


def text(
    body: bytes,
    *,
    id: str = "a53d61e2-e677-456e-b626-2e0895c096a3",  # noqa: A002 - Kannel's own word
    sender: str = "+33639981238",
    content_type: str = UTF8,
    secret: str = KNOWN,
) -> RawRequest:
    headers = {
        "x-kannel-from": sender,
        "x-kannel-to": "38001",
        "x-kannel-time": "2026-11-26 19:54:17",
        "x-kannel-coding": "0",
        "content-type": content_type,
    }
    return request(body, query=f"secret={secret}&id={id}", headers=headers)


def report(state: str, *, message: str = OURS, secret: str = KNOWN) -> RawRequest:
    return request(method="GET", query=f"secret={secret}&message={message}&state={state}")


def _said(words: str) -> tuple[tuple[EventKind, str], ...]:
    return ((EventKind.MESSAGE, words),)


def _told(signal: str) -> tuple[tuple[EventKind, str], ...]:
    return ((EventKind.DELIVERY, signal),)


CASES = (
    Case(name="a text", request=text("Salut ça va €".encode()), expected=_said("Salut ça va €")),
    Case(
        name="an emoji, as UCS-2",
        request=text("j'ai peur 😰".encode("utf-16-be"), id="b1b1b1b1-0001", content_type=UTF16),
        expected=_said("j'ai peur 😰"),
    ),
    Case(name="STOP", request=text(b"STOP", id="b1b1b1b1-0002"), expected=_said("STOP")),
    Case(
        name="a number without its plus, as over SMPP",
        request=text(b"slt", id="b1b1b1b1-0003", sender="33639981238"),
        expected=_said("slt"),
    ),
    Case(name="a brand", request=text(b"promo", id="b1b1b1b1-0004", sender="ORANGE"), expected=_said("promo")),
    Case(
        name="bytes that are no text",
        request=text(b"\x01\x06", id="b1b1b1b1-0005", content_type="application/octet-stream"),
        expected=_said(""),
    ),
    Case(
        name="half a character, and NUL",
        request=text(b"\xd8=\xde", id="b1b1b1b1-0006", content_type=UTF16),
        expected=_said("�"),
    ),
    Case(name="on the telephone", request=report("1"), expected=_told("delivered")),
    Case(name="not on the telephone", request=report("2"), expected=_told("failed")),
    Case(name="taken by the centre", request=report("8"), expected=_told("sent")),
    Case(name="refused by the centre", request=report("16"), expected=_told("failed")),
    Case(name="a state nobody knows", request=report("32")),
    Case(name="a report about nothing", request=report("1", message="../../etc")),
    Case(name="a call from nobody", request=text(b"", id="b1b1b1b1-0007", sender="")),
)
FORGERIES = (text(b"pas moi", secret="lampadairf"), report("1", secret=""), report("1", secret="lampadaire%00"))
