"""What is typed straight to the application in private, as Discord's gateway tells it (« Gateway Events »)."""

from __future__ import annotations

from datetime import datetime
from typing import Final

from maraude.channels.discord.events import instant, is_number, made_event, written_at
from maraude.channels.discord.payloads import File, Heard, User
from maraude.channels.discord.reply_handle import ReplyHandle
from maraude.core.channel import Attachment, Content, EventKind, InboundEvent

_KINDS: Final = {
    "MESSAGE_CREATE": EventKind.MESSAGE,
    "MESSAGE_UPDATE": EventKind.EDIT,
    "MESSAGE_DELETE": EventKind.DELETE,
}
_SPOKEN: Final = {0, 19}  # a message and an answer to one; the others are told by Discord, not by a person
_VOICE: Final = 1 << 13


def heard(name: str, message: Heard, at: datetime) -> tuple[InboundEvent, ...]:
    """Return the event of a private message of a person, none for a room's, a program's, or an edit that is none."""
    kind, person = _KINDS.get(name), _person(message)
    if kind is None or person is None or message.guild_id is not None or not is_number(message.id):
        return ()
    match kind:
        case EventKind.DELETE:
            return (_made(f"d-{message.id}", kind, person, at, Content(target=message.id)),)
        case EventKind.EDIT if message.edited_timestamp:
            name = f"e-{message.id}-{message.edited_timestamp[:40]}"
            said_at = written_at(message.edited_timestamp, at)
            return (_made(name, kind, person, said_at, Content(text=message.content, target=message.id)),)
        case EventKind.MESSAGE if message.type in _SPOKEN and (message.content or _files(message)):
            return (_said(message, person, at),)
        case _:
            return ()


def _said(message: Heard, person: User, at: datetime) -> InboundEvent:
    answered = message.message_reference.message_id if message.message_reference else None
    content = Content(text=message.content, attachments=_files(message), reply_to=answered)
    return _made(message.id, EventKind.MESSAGE, person, instant(message.id, at), content)


def _made(event_id: str, kind: EventKind, person: User, at: datetime, content: Content) -> InboundEvent:
    handle = ReplyHandle(dm=True).write() if kind == EventKind.MESSAGE else ""
    return made_event(event_id, kind, person, at, content, reply_handle=handle)


def _person(message: Heard) -> User | None:
    if message.author is not None and message.author.bot:
        return None
    person = message.author or User(id=message.recipient)
    return person if is_number(person.id) else None


def _files(message: Heard) -> tuple[Attachment, ...]:
    stickers = tuple(Attachment(kind="sticker") for _ in message.sticker_items)
    return tuple(_file(one, is_voice=bool(message.flags & _VOICE)) for one in message.attachments) + stickers


def _file(one: File, *, is_voice: bool) -> Attachment:
    kind = "voice" if is_voice else (one.content_type or "file").split("/", maxsplit=1)[0]
    return Attachment(
        kind={"image": "photo", "application": "document"}.get(kind, kind),
        mime=one.content_type,
        size=one.size,
        filename=one.filename,
    )
