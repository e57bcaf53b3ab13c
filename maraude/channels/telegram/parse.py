"""From an update to neutral events: private chats only, and nothing of the person but their number and their words."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import Final

import msgspec

from maraude.channels.interface import Parsed
from maraude.channels.telegram.payloads import Chat, MemberChange, Message, Update, User
from maraude.core.channel import (
    Attachment,
    Content,
    ConversationRef,
    EventKind,
    IdentityRef,
    InboundEvent,
    Referral,
)
from maraude.lib.lenient_json import read_json

_START: Final = re.compile(r"/start(?:@\w+)?(?:\s+(?P<code>[\w-]{1,64}))?\s*")
_STOP: Final = re.compile(r"/stop(?:@\w+)?\s*")
_LEFT: Final = {"kicked", "left"}
_FILES: Final = ("voice", "audio", "video", "video_note", "document")


def parse(body: bytes, *, at: datetime) -> Parsed:
    """Return the event of an update, none for what concerns nobody here; never raises."""
    del at
    try:
        update = msgspec.convert(read_json(body), Update)
        event = _event(update)
    except (msgspec.ValidationError, ValueError, RecursionError, OverflowError, OSError) as error:
        return Parsed(malformed=str(error)[:300] or "This is no update.")
    return Parsed(events=(event,) if event is not None else ())


def _event(update: Update) -> InboundEvent | None:
    if update.my_chat_member is not None:
        return _membership(update.update_id, update.my_chat_member)
    if update.edited_message is not None:
        return _edited(update.update_id, update.edited_message)
    return _written(update.message) if update.message is not None else None


def _written(message: Message) -> InboundEvent | None:
    if not _is_a_person(message.chat, message.sender):
        return None
    text = message.text or message.caption
    start, stop = _START.fullmatch(text), _STOP.fullmatch(text)
    kind, content = (
        EventKind.MESSAGE,
        Content(
            text=text,
            attachments=_attachments(message),
            reply_to=_id(message.chat, message.reply_to_message.message_id) if message.reply_to_message else None,
        ),
    )
    if start is not None:
        kind = EventKind.CONVERSATION_OPENED
        content = Content(referral=Referral(code=start["code"], source="telegram") if start["code"] else None)
    elif stop is not None:
        kind, content = EventKind.CONSENT_SIGNAL, Content(signal="stop")
    elif not text and not content.attachments:
        return None  # a service message: a pinned message, a new picture
    where = _id(message.chat, message.message_id)
    return _made(where, kind, content, at=message.said_at, chat=message.chat, sender=message.sender)


def _edited(update_id: int, message: Message) -> InboundEvent | None:
    if not _is_a_person(message.chat, message.sender):
        return None
    content = Content(text=message.text or message.caption, target=_id(message.chat, message.message_id))
    return _made(f"e{update_id}", EventKind.EDIT, content, at=message.said_at, chat=message.chat, sender=message.sender)


def _membership(update_id: int, change: MemberChange) -> InboundEvent | None:
    if not _is_a_person(change.chat, change.sender):
        return None
    signal = "block" if change.new_chat_member.status in _LEFT else "unblock"
    at = datetime.fromtimestamp(change.date, UTC)
    content = Content(signal=signal)
    return _made(f"b{update_id}", EventKind.CONSENT_SIGNAL, content, at=at, chat=change.chat, sender=change.sender)


def _is_a_person(chat: Chat, sender: User | None) -> bool:
    return chat.type == "private" and sender is not None and not sender.is_bot


def _made(
    event_id: str, kind: EventKind, content: Content, *, at: datetime, chat: Chat, sender: User | None
) -> InboundEvent:
    return InboundEvent(
        event_id=event_id,
        channel="telegram",
        kind=kind,
        occurred_at=at,
        conversation=ConversationRef(id=str(chat.id)),
        sender=IdentityRef(scheme="tg.user", value=str(sender.id if sender is not None else chat.id)),
        content=content,
    )


def _id(chat: Chat, message_id: int) -> str:
    return f"{chat.id}:{message_id}"


def _attachments(message: Message) -> tuple[Attachment, ...]:
    found = [Attachment(kind="photo", size=message.photo[-1].file_size)] if message.photo else []
    for name in _FILES:
        file = getattr(message, name)
        if file is not None:
            found.append(Attachment(kind=name, mime=file.mime_type, size=file.file_size, filename=file.file_name))
    found += [Attachment(kind=name) for name in ("sticker", "location") if bytes(getattr(message, name))]
    return tuple(found)
