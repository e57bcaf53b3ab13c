"""From a call of Kannel's to neutral events: a text that somebody sent, or how far one of ours got."""

from __future__ import annotations

import base64
import hashlib
import re
from datetime import UTC, datetime
from email.message import Message
from typing import Final

import msgspec

from maraude.channels.interface import Parsed
from maraude.channels.sms.callback import Callback
from maraude.channels.sms.phone import international
from maraude.core.channel import Attachment, Content, ConversationRef, EventKind, IdentityRef, InboundEvent
from maraude.lib.text import storable

# Kannel's report, a bit each: 1 on the telephone, 2 not, 4 kept by the centre, 8 taken by the centre, 16 refused by it.
_STATES: Final = {"1": "delivered", "2": "failed", "4": "sent", "8": "sent", "16": "failed"}
_ID: Final = re.compile(r"[0-9a-f-]{8,40}", re.ASCII)
_CHARSETS: Final = {"utf-8", "utf-16be", "iso-8859-1", "iso-8859-15", "windows-1252", "us-ascii"}
_TIME: Final = "%Y-%m-%d %H:%M:%S"  # Kannel writes it in UTC


def parse(body: bytes, *, at: datetime) -> Parsed:
    """Return the event of a call; never raises."""
    try:
        call = msgspec.json.decode(body, type=Callback)
        event = _report(call, at) if call.state else _text(call, at)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        return Parsed(malformed=str(error)[:300] or "This is no call of Kannel's.")
    return Parsed(events=(event,) if event is not None else ())


def _text(call: Callback, at: datetime) -> InboundEvent | None:
    sender = storable(call.sender.strip())[:40]
    if not sender:
        return None  # nobody: a probe of the carrier's
    number = international(sender)
    said = base64.b64decode(call.body, validate=True)
    content = _content(said, call.content_type)
    return InboundEvent(
        event_id=call.id if _ID.fullmatch(call.id) else _fingerprint(call),
        channel="sms",
        kind=EventKind.MESSAGE,
        occurred_at=_said_at(call.time, at),
        conversation=ConversationRef(id=number or sender),
        sender=IdentityRef(scheme="tel" if number else "sms.sender", value=number or sender),
        content=content,
    )


def _content(said: bytes, content_type: str) -> Content:
    header = Message()
    header["content-type"] = re.sub(r"[\r\n]", " ", content_type) or "text/plain"
    if header.get_content_maintype() != "text":
        return Content(attachments=(Attachment(kind="file", mime=header.get_content_type(), size=len(said)),))
    charset = (header.get_content_charset() or "utf-8").casefold()
    text = said.decode(charset if charset in _CHARSETS else "utf-8", errors="replace")
    return Content(text=storable(text))


def _report(call: Callback, at: datetime) -> InboundEvent | None:
    """Return how far our message got. It names nobody: the telephone's number never travels in an address."""
    signal = _STATES.get(call.state)
    if signal is None or _ID.fullmatch(call.message) is None:
        return None
    return InboundEvent(
        event_id=f"report:{call.message}:{call.state}",
        channel="sms",
        kind=EventKind.DELIVERY,
        occurred_at=at,
        conversation=ConversationRef(id=f"report:{call.message}"),
        sender=IdentityRef(scheme="tel", value=""),
        content=Content(target=call.message, signal=signal),
    )


def _said_at(written: str, at: datetime) -> datetime:
    try:
        return datetime.strptime(written, _TIME).replace(tzinfo=UTC)
    except ValueError:
        return at


def _fingerprint(call: Callback) -> str:
    return hashlib.sha256(f"{call.sender}|{call.time}|{call.body}".encode()).hexdigest()
