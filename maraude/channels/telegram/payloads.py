"""What we read of a Telegram update; everything else is ignored (Bot API, « Update »)."""

from __future__ import annotations

from datetime import UTC, datetime

import msgspec


class User(msgspec.Struct):
    id: int
    is_bot: bool = False


class Chat(msgspec.Struct):
    id: int
    type: str = "private"


class Reply(msgspec.Struct):
    message_id: int


class Document(msgspec.Struct):
    mime_type: str | None = None
    file_size: int | None = None
    file_name: str | None = None


class Photo(msgspec.Struct):
    file_size: int | None = None


class Message(msgspec.Struct):
    """A message or its edited form. `sender` is absent in channels, which we do not serve."""

    message_id: int
    date: int
    chat: Chat
    sender: User | None = msgspec.field(name="from", default=None)
    edit_date: int | None = None
    text: str = ""
    caption: str = ""
    reply_to_message: Reply | None = None
    photo: list[Photo] = []
    voice: Document | None = None
    audio: Document | None = None
    video: Document | None = None
    video_note: Document | None = None
    document: Document | None = None
    sticker: msgspec.Raw = msgspec.Raw()
    location: msgspec.Raw = msgspec.Raw()

    @property
    def said_at(self) -> datetime:
        """Return when it was written, or last changed."""
        return datetime.fromtimestamp(self.edit_date or self.date, UTC)


class Member(msgspec.Struct):
    status: str


class MemberChange(msgspec.Struct):
    """The young person blocked us, or let us write again."""

    chat: Chat
    date: int
    new_chat_member: Member
    sender: User | None = msgspec.field(name="from", default=None)


class Update(msgspec.Struct):
    update_id: int
    message: Message | None = None
    edited_message: Message | None = None
    my_chat_member: MemberChange | None = None
