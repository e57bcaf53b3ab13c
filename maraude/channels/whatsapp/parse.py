"""From a webhook of WhatsApp's to neutral events: an identifier of theirs and their words; no name, no picture."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Final

import msgspec

from maraude.channels.interface import Parsed
from maraude.channels.whatsapp.payloads import File, Message, Status, Value, Webhook
from maraude.core.channel import Attachment, Content, ConversationRef, EventKind, IdentityRef, InboundEvent
from maraude.lib.lenient_json import read_json

_OBJECT: Final = "whatsapp_business_account"
_FILES: Final = ("voice", "audio", "image", "video", "document", "sticker")
_KINDS: Final = {"image": "photo", "audio": "voice"}
_WITHOUT_WORDS: Final = {"location", "contacts", "order", "unsupported", "unknown"}
_REPORTS: Final = {"sent": "sent", "delivered": "delivered", "read": "read", "played": "read", "failed": "failed"}


def parse(body: bytes, *, at: datetime) -> Parsed:
    """Return the events of a webhook, none for what concerns nobody here; never raises."""
    try:
        webhook = msgspec.convert(read_json(body), Webhook)
        if webhook.object != _OBJECT:
            return Parsed(malformed=f"This is no webhook of “{_OBJECT}”.")
        values = [
            msgspec.convert(change.value, Value)
            for entry in webhook.entry
            for change in entry.changes
            if change.field == "messages"
        ]
    except (msgspec.ValidationError, ValueError, RecursionError, OverflowError) as error:
        return Parsed(malformed=str(error)[:300] or "This is no webhook.")
    return Parsed(events=tuple(event for value in values for event in _events(value, at)))


def _events(value: Value, at: datetime) -> Iterator[InboundEvent]:
    for message in value.messages:
        if not message.group_id:  # people who write to each other, not to us
            yield from _message(message, at)
    for status in value.statuses:
        yield from _report(status, at)


def _message(message: Message, at: datetime) -> Iterator[InboundEvent]:
    # The identifier that Meta made for us comes first: a number is not kept when there is something less telling.
    who = message.from_user_id or message.sender
    if not who or len(who) > 160 or not 0 < len(message.id) <= 190:
        return
    kind, content, name = _read(message)
    if kind == EventKind.MESSAGE and not content.text and not content.attachments:
        return  # `system`: a number changed, and the new one will write; nothing was said
    yield InboundEvent(
        event_id=name,
        channel="whatsapp",
        kind=kind,
        occurred_at=_time(message.timestamp, at),
        conversation=ConversationRef(id=who),
        sender=IdentityRef(scheme=_scheme(who), value=who),
        content=content,
    )


def _read(message: Message) -> tuple[EventKind, Content, str]:
    """Return what a message is, its content, and the name under which it counts once."""
    if message.type == "reaction" and message.reaction is not None:
        content = Content(text=message.reaction.emoji[:20], target=message.reaction.message_id)
        return EventKind.REACTION, content, message.id
    if message.type == "edit" and message.edit is not None and message.edit.original_message_id:
        words = message.edit.message.words if message.edit.message is not None else ""
        return EventKind.EDIT, Content(text=words, target=message.edit.original_message_id), f"e:{message.id}"
    if message.type == "revoke" and message.revoke is not None and message.revoke.original_message_id:
        return EventKind.DELETE, Content(target=message.revoke.original_message_id), f"d:{message.id}"
    reply_to = (message.context.id or None) if message.context is not None else None
    content = Content(text=_words(message), attachments=_files(message), reply_to=reply_to)
    return EventKind.MESSAGE, content, message.id


def _words(message: Message) -> str:
    if message.text is not None:
        return message.text.body
    if message.button is not None:
        return message.button.text
    if message.interactive is not None:
        chosen = message.interactive.button_reply or message.interactive.list_reply
        return chosen.title if chosen is not None else ""
    return next((file.caption for _, file in _named(message) if file.caption), "")


def _files(message: Message) -> tuple[Attachment, ...]:
    found = [
        Attachment(kind=_KINDS.get(kind, kind), mime=file.mime_type, filename=file.filename)
        for kind, file in _named(message)
    ]
    if not found and message.type in _WITHOUT_WORDS:
        found = [Attachment(kind="location" if message.type == "location" else "document")]
    return tuple(found)


def _named(message: Message) -> Iterator[tuple[str, File]]:
    for kind in _FILES:
        file: File | None = getattr(message, kind)
        if file is not None:
            yield kind, file


def _report(status: Status, at: datetime) -> Iterator[InboundEvent]:
    signal = _REPORTS.get(status.status)
    if signal is None or not 0 < len(status.id) <= 180:
        return
    yield InboundEvent(
        event_id=f"s:{status.status[:9]}:{status.id}",
        channel="whatsapp",
        kind=EventKind.READ_BY_USER if signal == "read" else EventKind.DELIVERY,
        occurred_at=_time(status.timestamp, at),
        conversation=ConversationRef(id=f"report:{status.id}"),
        sender=IdentityRef(scheme="wa.report", value=""),
        content=Content(target=status.biz_opaque_callback_data or status.id, signal=signal),
    )


def _scheme(who: str) -> str:
    return "wa.phone" if who.isdigit() else "wa.bsuid"


def _time(written: str, at: datetime) -> datetime:
    seconds = int(written) if written.isdecimal() and len(written) < 11 else 0
    return datetime.fromtimestamp(seconds, UTC) if seconds > 946_684_800 else at
