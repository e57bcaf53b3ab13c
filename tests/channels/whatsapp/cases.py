"""Webhooks as the Cloud API's reference describes them, one for each kind of message and report."""

from __future__ import annotations

import json
from typing import Any

from maraude.channels.interface import Account
from maraude.core.channel import EventKind
from tests.channels.case import Case
from tests.channels.kit import request
from tests.support.meta import SECRETS, WORD, signed, wa_message, whatsapp

ACCOUNT = Account(secrets=SECRETS)
PHOTO = {"mime_type": "image/jpeg", "sha256": "x", "id": "1"}


def case(name: str, body: bytes, *expected: tuple[EventKind, str]) -> Case:
    return Case(name=name, request=request(body, headers=signed(body)), expected=expected)


def said(name: str, words: str, message: dict[str, Any]) -> Case:
    return case(name, whatsapp(messages=[message]), (EventKind.MESSAGE, words))


def report(name: str, status: str, kind: EventKind, signal: str, **more: Any) -> Case:
    one = {"id": "wamid.ours", "status": status, "timestamp": "1795723201", "recipient_user_id": "FR.1", **more}
    return case(name, whatsapp(statuses=[one]), (kind, signal))


CASES = (
    said("a text", "Salut 😊", wa_message("text", text={"body": "Salut 😊"})),
    said(
        "a text from a number", "Salut", wa_message("text", id="wamid.n", sender="33639981234", text={"body": "Salut"})
    ),
    said(
        "an answer to one of ours",
        "oui",
        wa_message("text", id="wamid.c", text={"body": "oui"}, context={"from": "33639980000", "id": "wamid.ours"}),
    ),
    said("a picture with words", "regarde", wa_message("image", id="wamid.i", image={**PHOTO, "caption": "regarde"})),
    said("a voice message", "", wa_message("audio", id="wamid.v", audio={"mime_type": "audio/ogg", "voice": True})),
    said("a film", "", wa_message("video", id="wamid.f", video={"mime_type": "video/mp4"})),
    said("a document", "", wa_message("document", id="wamid.d", document={"filename": "cv.pdf"})),
    said("a sticker", "", wa_message("sticker", id="wamid.s", sticker={"mime_type": "image/webp"})),
    said("a place", "", wa_message("location", id="wamid.l", location={"latitude": 48.6, "longitude": 7.7})),
    said("a contact", "", wa_message("contacts", id="wamid.k", contacts=[{"name": {"formatted_name": "Léa"}}])),
    said("a thing that the API cannot carry", "", wa_message("unsupported", id="wamid.u", errors=[{"code": 131051}])),
    said("a button of a template", "Oui", wa_message("button", id="wamid.b", button={"text": "Oui", "payload": "y"})),
    said(
        "a button of ours",
        "Plus tard",
        wa_message(
            "interactive",
            id="wamid.t",
            interactive={"type": "button_reply", "button_reply": {"id": "1", "title": "Plus tard"}},
        ),
    ),
    said(
        "a line of a list",
        "Logement",
        wa_message(
            "interactive",
            id="wamid.r",
            interactive={"type": "list_reply", "list_reply": {"id": "1", "title": "Logement"}},
        ),
    ),
    said(
        "from an advertisement",
        "bonjour",
        wa_message("text", id="wamid.a", text={"body": "bonjour"}, referral={"source_id": "1", "source_type": "ad"}),
    ),
    case(
        "a reaction",
        whatsapp(messages=[wa_message("reaction", id="wamid.e", reaction={"message_id": "wamid.x", "emoji": "👍"})]),
        (EventKind.REACTION, "👍"),
    ),
    case(
        "an edit",
        whatsapp(
            messages=[
                wa_message(
                    "edit",
                    id="wamid.m",
                    edit={
                        "original_message_id": "wamid.HBg1",
                        "message": {"type": "text", "text": {"body": "Salut !"}},
                    },
                )
            ]
        ),
        (EventKind.EDIT, "Salut !"),
    ),
    case(
        "a revocation",
        whatsapp(messages=[wa_message("revoke", id="wamid.z", revoke={"original_message_id": "wamid.HBg1"})]),
        (EventKind.DELETE, ""),
    ),
    case(
        "two people at once",
        whatsapp(
            messages=[
                wa_message("text", id="wamid.1", text={"body": "un"}),
                wa_message("text", id="wamid.2", sender="33639981235", text={"body": "deux"}),
            ]
        ),
        (EventKind.MESSAGE, "un"),
        (EventKind.MESSAGE, "deux"),
    ),
    report("sent", "sent", EventKind.DELIVERY, "sent"),
    report("delivered", "delivered", EventKind.DELIVERY, "delivered", biz_opaque_callback_data="m"),
    report("read", "read", EventKind.READ_BY_USER, "read"),
    report("not delivered", "failed", EventKind.DELIVERY, "failed", errors=[{"code": 131026, "title": "x"}]),
    case("a new number", whatsapp(messages=[wa_message("system", id="wamid.y", system={"body": "x", "wa_id": "1"})])),
    case("a group", whatsapp(messages=[wa_message("text", id="wamid.g", group_id="g", text={"body": "entre nous"})])),
    case("another field", whatsapp(field="account_update", event="DISABLED_UPDATE")),
    case("an unknown report", whatsapp(statuses=[{"id": "wamid.w", "status": "warned"}])),
    case("nothing", json.dumps({"object": "whatsapp_business_account", "entry": []}).encode()),
)
_BODY = whatsapp(messages=[wa_message("text", text={"body": "Salut"})])
FORGERIES = (
    request(_BODY + b" ", headers=signed(_BODY)),
    request(_BODY, headers={"x-hub-signature-256": signed(_BODY)["x-hub-signature-256"][:-1] + "g"}),
    request(_BODY, headers={"x-hub-signature-256": signed(_BODY)["x-hub-signature-256"].removeprefix("sha256=")}),
    request(_BODY, headers=signed(_BODY, "another")),
    request(_BODY, headers={"x-hub-signature": "sha1=0000"}),
    request(method="GET", query="hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=123"),
    request(method="GET", query=f"hub.mode=unsubscribe&hub.verify_token={WORD}&hub.challenge=123"),
    request(method="GET", query=f"hub.mode=subscribe&hub.verify_token={WORD}&hub.challenge=<script>"),
    request(method="GET", query=f"hub.mode=subscribe&hub.verify_token={WORD}"),
    request(method="GET", query="&".join(f"a{number}=1" for number in range(50))),
)
