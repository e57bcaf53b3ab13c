"""Interactions and events as Discord documents them, signed as it signs; and what its gateway brings by a line."""

from __future__ import annotations

import json
from typing import Any

from maraude.channels.interface import Account, RawRequest
from maraude.core.channel import EventKind
from tests.channels.case import Case
from tests.channels.kit import NOW, request
from tests.support.discord import (
    ENZO,
    KEY,
    OTHER_KEY,
    PUBLIC_KEY,
    about_somebody,
    command,
    of_the_application,
    pressed,
    signed,
    snowflake,
    user,
    written,
)

ACCOUNT = Account(secrets={"public_key": PUBLIC_KEY})


def sent(body: dict[str, Any], *, key: Any = KEY) -> RawRequest:
    raw = json.dumps(body).encode()
    return request(raw, headers=signed(raw, at=NOW, key=key))


def by_line(kind: str, **what: Any) -> bytes:
    message = {"id": snowflake(number=9), "channel_id": f"9{ENZO}", "type": 0, "author": user(), **what}
    return json.dumps({"t": kind, "d": message}).encode()


CASES = (
    Case(name="asking for help opens a form", request=sent(command("aide"))),
    Case(name="a button", request=sent(pressed("write:flyer"))),
    Case(
        name="a form",
        request=sent(written("slt", id=snowflake(number=1))),
        expected=((EventKind.MESSAGE, "slt"),),
    ),
    Case(
        name="stop",
        request=sent(command("stop", id=snowflake(number=2))),
        expected=((EventKind.CONSENT_SIGNAL, "left"),),
    ),
    Case(name="somebody else's message", request=sent(about_somebody())),
    Case(
        name="the application is taken away",
        request=sent(of_the_application("APPLICATION_DEAUTHORIZED", install=None)),
        expected=((EventKind.CONSENT_SIGNAL, "deauthorised"),),
    ),
    Case(name="words in private", body=by_line("MESSAGE_CREATE", content="cc"), expected=((EventKind.MESSAGE, "cc"),)),
    Case(name="words in a server", body=by_line("MESSAGE_CREATE", content="pas pour nous", guild_id="29")),
    Case(name="a kind nobody knows yet", body=by_line("POLL_OPENED")),
)
FORGERIES = (sent(written("pas moi", id=snowflake(number=3)), key=OTHER_KEY),)
