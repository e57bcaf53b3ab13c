"""From a message in a mailbox to a neutral event: a person's words, a bounce of ours, nothing for a machine's."""

from __future__ import annotations

import email
import hashlib
import re
from datetime import UTC, datetime, timedelta
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import getaddresses, parsedate_to_datetime
from typing import Final

from maraude.channels.email.names import ADDRESS, ours_in
from maraude.channels.email.reply_handle import Answered, write_reply_handle
from maraude.channels.email.words import own_words, text_of_html
from maraude.channels.interface import Parsed
from maraude.core.channel import Attachment, Content, ConversationRef, EventKind, IdentityRef, InboundEvent
from maraude.lib.text import storable

READ: Final = 262_144  # bytes of a message: beyond are files
_MOST_PARTS: Final = 60
_LONGEST: Final = 20_000
_MACHINES: Final = re.compile(
    r"(?:mailer-daemon|postmaster|no-?reply|do-?not-?reply|bounces?(?:[+-].*)?)@.*", re.IGNORECASE
)
_ANSWERS: Final = re.compile(r"\s*(?:re|rép|aw|sv) ?(?:\[\d+\])?:", re.IGNORECASE)
_FORWARDS: Final = re.compile(r"\s*(?:fwd?|tr|wg) ?:", re.IGNORECASE)
_KINDS: Final = {"image": "photo", "audio": "voice", "video": "video"}
_BROKEN = (MessageError, ValueError, LookupError, TypeError, AttributeError, RecursionError, OverflowError)


def parse(body: bytes, *, at: datetime) -> Parsed:
    """Return the event of a message, none for what a machine sent by itself; never raises."""
    try:
        message = email.message_from_bytes(body[:READ])
        event = _event(message, body, at)
    except _BROKEN as error:
        return Parsed(malformed=type(error).__name__)
    return Parsed(events=(event,) if event is not None else ())


def _event(message: Message, body: bytes, at: datetime) -> InboundEvent | None:
    sender = _sender(message)
    if message.get_content_type() == "multipart/report" or (sender and _MACHINES.fullmatch(sender)):
        return _bounce(message, body, at)
    own = _header(message, "Message-ID").strip()
    if not sender or ours_in(own) or _is_automatic(message):
        return None
    content = _content(message)
    if not content.text and not content.attachments:
        return None
    subject, known = _header(message, "Subject").strip()[:200], own if 3 < len(own) <= 250 else ""
    handle = Answered(name=known, subject=subject, before=_header(message, "References")[-2000:])
    return InboundEvent(
        event_id=hashlib.sha256(known.encode() or body).hexdigest(),
        channel="email",
        kind=EventKind.MESSAGE,
        occurred_at=_said_at(message, at),
        conversation=ConversationRef(id=sender, type="mail_thread"),
        sender=IdentityRef(scheme="mail", value=sender),
        content=content,
        reply_handle=write_reply_handle(handle),
    )


def _sender(message: Message) -> str:
    """Return who is to be answered: one plain address, small letters; empty when there is none."""
    for name in ("Reply-To", "From"):
        found = [address for _, address in getaddresses([_header(message, name)]) if ADDRESS.fullmatch(address)]
        if found:
            return storable(found[0].casefold())
    return ""


def _is_automatic(message: Message) -> bool:
    """Say whether a machine sent it by itself: an absence, a list, a receipt. Answering would never end."""
    said = _header(message, "Auto-Submitted").strip().casefold()
    return (
        said not in {"", "no"}
        or _header(message, "Precedence").strip().casefold() in {"bulk", "list", "junk", "auto_reply"}
        or bool(_header(message, "List-Id") or _header(message, "X-Autoreply"))
        or _header(message, "Return-Path").strip() == "<>"
    )


def _bounce(message: Message, body: bytes, at: datetime) -> InboundEvent | None:
    """Return that one of ours did not arrive: its name is in what the server sends back."""
    raw = body[:READ].decode("utf-8", errors="replace")
    named, action = ours_in(raw), re.search(r"^Action: *([a-z]+)", raw, re.IGNORECASE | re.MULTILINE)
    told = action[1].casefold() if action is not None else "failed"
    signal = {"failed": "failed", "delivered": "delivered"}.get(told)
    if named is None or signal is None:
        return None  # « delayed »: another report follows
    return InboundEvent(
        event_id=f"report:{named}:{signal}",
        channel="email",
        kind=EventKind.DELIVERY,
        occurred_at=_said_at(message, at),
        conversation=ConversationRef(id=f"report:{named}"),
        sender=IdentityRef(scheme="mail", value=""),
        content=Content(target=named, signal=signal),
    )


def _content(message: Message) -> Content:
    plain: list[str] = []
    pages: list[str] = []
    files: list[Attachment] = []
    for part in _parts(message):
        kind, is_file = part.get_content_type(), part.get_content_disposition() == "attachment"
        if kind == "text/plain" and not is_file:
            plain.append(_text(part))
        elif kind == "text/html" and not is_file:
            pages.append(_text(part))
        elif is_file or part.get("Content-ID") is None:  # what a signature shows in line is no file of theirs
            maintype = part.get_content_maintype()
            files.append(Attachment(kind=_KINDS.get(maintype, "document"), mime=kind[:80]))
    words, page = "\n".join(plain).strip(), "\n".join(text_of_html(page) for page in pages).strip()
    if len(page) > 2 * len(words) + 200 or not words:
        words = page  # the plain side is a stub, or there is none: what they wrote is on the other one
    words = words.replace("\r\n", "\n").replace("\r", "\n")
    return Content(text=storable(_said(message, words))[:_LONGEST], attachments=tuple(files))


def _said(message: Message, words: str) -> str:
    """Return what they wrote, with the subject of a first message: some write everything there."""
    subject = _header(message, "Subject").strip()
    is_ours = ours_in(_header(message, "In-Reply-To") + _header(message, "References")) is not None
    is_answer = is_ours or bool(_ANSWERS.match(subject))
    # Of a thread that is not ours a quotation may be what they want us to read: a threat, somebody else's words.
    said = own_words(words) if is_ours and not _FORWARDS.match(subject) else words
    if not subject or is_answer or subject.casefold() in said.casefold():
        return said
    return f"{subject}\n\n{said}".strip()


def _parts(message: Message) -> list[Message]:
    """Return the leaves of a message; what was forwarded as a file is one of them, never opened."""
    found: list[Message] = []
    waiting = [message]
    while waiting and len(found) < _MOST_PARTS:
        part = waiting.pop(0)
        inner = part.get_payload() if part.is_multipart() and part.get_content_type() != "message/rfc822" else None
        if isinstance(inner, list):
            waiting = [one for one in inner[:_MOST_PARTS] if isinstance(one, Message)] + waiting
        else:
            found.append(part)
    return found


def _text(part: Message) -> str:
    raw = part.get_payload(decode=True)
    if not isinstance(raw, bytes):
        return ""
    try:
        return raw.decode(part.get_content_charset() or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return _guessed(raw)


def _guessed(raw: bytes) -> str:
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("windows-1252", errors="replace")


def _header(message: Message, name: str) -> str:
    value = message.get(name)
    if value is None:
        return ""
    try:
        return str(make_header(decode_header(str(value)[:4000])))
    except (LookupError, UnicodeError, MessageError, ValueError):
        return str(value)[:4000]


def _said_at(message: Message, at: datetime) -> datetime:
    """Return when it was written; a clock that is wrong by more than a week is not believed."""
    try:
        said = parsedate_to_datetime(_header(message, "Date"))
    except (ValueError, TypeError, OverflowError):
        return at
    said = said.replace(tzinfo=UTC) if said.tzinfo is None else said.astimezone(UTC)
    return said if at - timedelta(days=7) <= said <= at + timedelta(minutes=10) else at
