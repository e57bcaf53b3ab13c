"""A partner's signed events, as docs/howto/api.md describes them."""

from __future__ import annotations

import json
from typing import Any

from maraude.channels.generic.signature import sign
from maraude.channels.interface import Account, RawRequest
from maraude.core.channel import EventKind
from tests.channels.case import Case
from tests.channels.kit import NOW, request

KNOWN = "lampadaire"
ACCOUNT = Account(secrets={"secret": KNOWN})
ENZO = {"conversation": {"id": "c1"}, "sender": {"value": "enzo"}}


def signed(value: Any, *, secret: str = KNOWN, late_s: int = 0) -> RawRequest:
    body, timestamp = json.dumps(value).encode(), int(NOW.timestamp()) - late_s
    signature = sign(secret=secret, timestamp=timestamp, signed=body)
    return request(body, headers={"x-maraude-timestamp": str(timestamp), "x-maraude-signature": signature})


def event(id: str, **more: Any) -> dict[str, Any]:  # noqa: A002 - the event's own word
    return {"event_id": id, "occurred_at": "2026-11-26T19:00:00Z", **ENZO, **more}


CASES = (
    Case(
        name="a message",
        request=signed(event("e1", content={"text": "slt"})),
        expected=((EventKind.MESSAGE, "slt"),),
    ),
    Case(
        name="an edit and a deletion at once",
        request=signed(
            [
                event("e2", kind="edit", content={"text": "salut", "target": "e1"}),
                event("e3", kind="delete", content={"target": "e1"}),
            ]
        ),
        expected=((EventKind.EDIT, "salut"), (EventKind.DELETE, "")),
    ),
    Case(
        name="a STOP as a signal",
        request=signed(event("e4", kind="consent_signal", content={"signal": "stop"})),
        expected=((EventKind.CONSENT_SIGNAL, "stop"),),
    ),
    Case(
        name="a kind nobody knows yet",
        request=signed(event("e5", kind="hologram")),
        expected=((EventKind.UNKNOWN, ""),),
    ),
    Case(name="no event at all", request=signed({"hello": 1})),
)
FORGERIES = (
    signed(event("e1"), secret="lampadairf"),
    signed(event("e1"), late_s=301),
    signed(event("e1"), late_s=-301),
)
