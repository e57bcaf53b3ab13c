"""What we read of a webhook of WhatsApp's Cloud API; everything else is ignored (« messages webhook reference »)."""

from __future__ import annotations

import msgspec


class Text(msgspec.Struct):
    body: str = ""


class File(msgspec.Struct):
    """A picture, a film, a sound, a document: named, never fetched."""

    mime_type: str | None = None
    caption: str = ""
    filename: str | None = None


class Chosen(msgspec.Struct):
    title: str = ""


class Interactive(msgspec.Struct):
    button_reply: Chosen | None = None
    list_reply: Chosen | None = None


class Button(msgspec.Struct):
    text: str = ""


class Reaction(msgspec.Struct):
    message_id: str = ""
    emoji: str = ""


class Changed(msgspec.Struct):
    """The message as it now is."""

    text: Text | None = None
    image: File | None = None
    video: File | None = None
    document: File | None = None

    @property
    def words(self) -> str:
        """Return its words, or those under its picture."""
        if self.text is not None:
            return self.text.body
        return next((file.caption for file in (self.image, self.video, self.document) if file is not None), "")


class Change(msgspec.Struct):
    """What an edit or a revocation is about."""

    original_message_id: str = ""
    message: Changed | None = None


class Context(msgspec.Struct):
    id: str = ""


class Message(msgspec.Struct):
    """One message. `from` may be a number, an identifier of Meta's, or absent; `from_user_id` is the identifier."""

    id: str
    timestamp: str = ""
    type: str = ""
    sender: str = msgspec.field(name="from", default="")
    from_user_id: str = ""
    group_id: str = ""
    context: Context | None = None
    text: Text | None = None
    image: File | None = None
    video: File | None = None
    audio: File | None = None
    voice: File | None = None
    document: File | None = None
    sticker: File | None = None
    interactive: Interactive | None = None
    button: Button | None = None
    reaction: Reaction | None = None
    edit: Change | None = None
    revoke: Change | None = None


class Error(msgspec.Struct):
    code: int = 0


class Status(msgspec.Struct):
    """How far one of ours got. `biz_opaque_callback_data` is what we sent along: the name of our message."""

    id: str
    status: str = ""
    timestamp: str = ""
    biz_opaque_callback_data: str = ""
    errors: list[Error] = []


class Value(msgspec.Struct):
    messages: list[Message] = []
    statuses: list[Status] = []


class Field(msgspec.Struct):
    field: str = ""
    value: object = None  # its shape depends on the field


class Entry(msgspec.Struct):
    changes: list[Field] = []


class Webhook(msgspec.Struct):
    object: str = ""
    entry: list[Entry] = []
