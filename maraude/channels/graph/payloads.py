"""What we read of a Page's or an Instagram account's webhook; all else is ignored (« Messenger webhooks »)."""

from __future__ import annotations

import msgspec

type Number = int | str  # Meta writes identifiers as texts and, in old examples, as numbers


class Named(msgspec.Struct):
    id: Number = ""


class File(msgspec.Struct):
    type: str = "fallback"


class Answered(msgspec.Struct):
    mid: str = ""


class Arrived(msgspec.Struct):
    """Where somebody came from: `ref` is what our link carried."""

    ref: str = ""
    source: str = ""


class Message(msgspec.Struct):
    mid: str = ""
    text: str = ""
    is_echo: bool = False
    is_deleted: bool = False
    is_unsupported: bool = False
    attachments: list[File] = []
    reply_to: Answered | None = None
    referral: Arrived | None = None


class Edited(msgspec.Struct):
    mid: str = ""
    text: str = ""
    num_edit: int = 0


class Postback(msgspec.Struct):
    mid: str = ""
    title: str = ""
    payload: str = ""
    referral: Arrived | None = None


class Reaction(msgspec.Struct):
    mid: str = ""
    action: str = ""
    emoji: str = ""
    reaction: str = ""


class Read(msgspec.Struct):
    mid: str = ""
    watermark: int = 0


class Delivered(msgspec.Struct):
    mids: list[str] = []


class Happening(msgspec.Struct):
    """One thing that happened; exactly one of the parts below `timestamp` is there."""

    sender: Named | None = None
    recipient: Named | None = None
    timestamp: int = 0  # milliseconds
    message: Message | None = None
    message_edit: Edited | None = None
    postback: Postback | None = None
    referral: Arrived | None = None
    reaction: Reaction | None = None
    read: Read | None = None
    delivery: Delivered | None = None


class Entry(msgspec.Struct):
    messaging: list[Happening] = []


class Webhook(msgspec.Struct):
    object: str = ""
    entry: list[Entry] = []
