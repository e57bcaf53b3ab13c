"""Updates as the Bot API documents them."""

from __future__ import annotations

import json
from typing import Any

from maraude.channels.interface import Account, RawRequest
from maraude.core.channel import EventKind
from tests.channels.case import Case
from tests.channels.kit import request
from tests.support.telegram import written

KNOWN = "lampadaire"
ACCOUNT = Account(secrets={"secret": KNOWN})


def update(number: int, *, secret: str = KNOWN, **what: Any) -> RawRequest:
    body = json.dumps({"update_id": number, **what}).encode()
    return request(body, headers={"x-telegram-bot-api-secret-token": secret})


def _member(status: str) -> dict[str, Any]:
    message = written("", number=1)
    return {key: message[key] for key in ("from", "chat", "date")} | {"new_chat_member": {"status": status}}


CASES = (
    Case(
        name="a message",
        request=update(1, message=written("slt", number=1)),
        expected=((EventKind.MESSAGE, "slt"),),
    ),
    Case(
        name="an edit",
        request=update(2, edited_message={**written("salut", number=1), "edit_date": 1_793_000_100}),
        expected=((EventKind.EDIT, "salut"),),
    ),
    Case(
        name="start with a door",
        request=update(3, message=written("/start flyer", number=2)),
        expected=((EventKind.CONVERSATION_OPENED, ""),),
    ),
    Case(
        name="stop",
        request=update(4, message=written("/stop", number=3)),
        expected=((EventKind.CONSENT_SIGNAL, "stop"),),
    ),
    Case(
        name="a block",
        request=update(5, my_chat_member=_member("kicked")),
        expected=((EventKind.CONSENT_SIGNAL, "block"),),
    ),
    Case(
        name="a voice note",
        request=update(6, message={**written("", number=4), "voice": {"mime_type": "audio/ogg", "file_size": 9}}),
        expected=((EventKind.MESSAGE, ""),),
    ),
    Case(name="words in a group", request=update(7, message=written("pas pour nous", number=5, chat="group"))),
    Case(name="a kind nobody knows yet", request=update(8, chat_boost={"boost": 1})),
)
FORGERIES = (update(9, secret="lampadairf", message=written("pas moi", number=6)),)
