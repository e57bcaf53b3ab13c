"""From a webhook of a Page or of an Instagram account to neutral events: an identifier of theirs, and their words."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Final

import msgspec

from maraude.channels.graph.payloads import Happening, Message, Webhook
from maraude.channels.interface import Parsed
from maraude.core.channel import Attachment, Content, ConversationRef, EventKind, IdentityRef, InboundEvent, Referral
from maraude.lib.lenient_json import read_json

GET_STARTED: Final = "GET_STARTED"  # the button of an empty chat, as our set-up page says to name it
_KINDS: Final[Mapping[str, str]] = {"audio": "voice", "image": "photo", "file": "document", "video": "video"}
_EARLIEST, _LATEST = 946_684_800_000, 4_102_444_800_000  # 2000 to 2100, in milliseconds


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two channels: the word Meta sends in `object`, our name for it, the scheme of its identifiers."""

    object: str
    channel: str
    scheme: str


def parse(body: bytes, *, at: datetime, side: Side) -> Parsed:
    """Return the events of a webhook, none for what concerns nobody here; never raises."""
    try:
        webhook = msgspec.convert(read_json(body), Webhook)
        if webhook.object != side.object:
            return Parsed(malformed=f"This is no webhook of “{side.object}”.")
        events = tuple(
            event
            for entry in webhook.entry
            for happening in entry.messaging
            for event in _events(happening, at=at, side=side)
        )
    except (msgspec.ValidationError, ValueError, RecursionError, OverflowError) as error:
        return Parsed(malformed=str(error)[:300] or "This is no webhook.")
    return Parsed(events=events)


def _events(one: Happening, *, at: datetime, side: Side) -> Iterator[InboundEvent]:
    who = str(one.sender.id) if one.sender is not None else ""
    if not who or len(who) > 100 or (one.message is not None and one.message.is_echo):
        return  # nobody, or our own words come back
    said_at = datetime.fromtimestamp(one.timestamp / 1000, UTC) if _EARLIEST < one.timestamp < _LATEST else at

    def made(event_id: str, kind: EventKind, content: Content) -> InboundEvent:
        return InboundEvent(
            event_id=event_id if len(event_id) <= 200 else hashlib.sha256(event_id.encode()).hexdigest(),
            channel=side.channel,
            kind=kind,
            occurred_at=said_at,
            conversation=ConversationRef(id=who),
            sender=IdentityRef(scheme=side.scheme, value=who),
            content=content,
        )

    for reader in (_said, _changed, _pressed, _came, _reacted, _reported):
        yield from reader(one, who, made)


type _Made = Callable[[str, EventKind, Content], InboundEvent]


def _said(one: Happening, who: str, made: _Made) -> Iterator[InboundEvent]:
    del who
    message = one.message
    if message is None or not message.mid:
        return
    if message.is_deleted:
        yield made(f"d:{message.mid}", EventKind.DELETE, Content(target=message.mid))
        return
    files = _files(message)
    if not message.text and not files:
        return
    content = Content(
        text=message.text,
        attachments=files,
        reply_to=message.reply_to.mid or None if message.reply_to is not None else None,
        referral=_door(message.referral.ref if message.referral is not None else ""),
    )
    yield made(message.mid, EventKind.MESSAGE, content)


def _changed(one: Happening, who: str, made: _Made) -> Iterator[InboundEvent]:
    del who
    edited = one.message_edit
    if edited is not None and edited.mid:
        yield made(f"e:{edited.num_edit}:{edited.mid}", EventKind.EDIT, Content(text=edited.text, target=edited.mid))


def _pressed(one: Happening, who: str, made: _Made) -> Iterator[InboundEvent]:
    """Read a button: the words on it are what the person chose to say."""
    button = one.postback
    if button is None:
        return
    name = button.mid or f"p:{one.timestamp}:{who}"
    door = _door(button.referral.ref if button.referral is not None else "")
    if button.payload == GET_STARTED or not button.title:
        yield made(name, EventKind.CONVERSATION_OPENED, Content(referral=door))
    else:
        yield made(name, EventKind.MESSAGE, Content(text=button.title, referral=door))


def _came(one: Happening, who: str, made: _Made) -> Iterator[InboundEvent]:
    if one.referral is not None and (door := _door(one.referral.ref)) is not None:
        yield made(f"r:{one.timestamp}:{who}", EventKind.CONVERSATION_OPENED, Content(referral=door))


def _reacted(one: Happening, who: str, made: _Made) -> Iterator[InboundEvent]:
    reaction = one.reaction
    if reaction is not None and reaction.mid:
        sign = (reaction.emoji or reaction.reaction) if reaction.action != "unreact" else ""
        name = f"x:{one.timestamp}:{who}:{reaction.mid}"
        yield made(name, EventKind.REACTION, Content(text=sign[:20], target=reaction.mid))


def _reported(one: Happening, who: str, made: _Made) -> Iterator[InboundEvent]:
    """Read how far ours got. Messenger's reading is a moment, not a message: it names none, and is left."""
    del who
    if one.delivery is not None:
        for mid in filter(None, one.delivery.mids[:100]):
            yield made(f"a:{mid}", EventKind.DELIVERY, Content(target=mid, signal="delivered"))
    if one.read is not None and one.read.mid:
        yield made(f"l:{one.read.mid}", EventKind.READ_BY_USER, Content(target=one.read.mid, signal="read"))


def _files(message: Message) -> tuple[Attachment, ...]:
    found = [Attachment(kind=_KINDS.get(file.type, file.type[:20])) for file in message.attachments[:20]]
    return tuple(found) or ((Attachment(kind="document"),) if message.is_unsupported else ())


def _door(ref: str) -> Referral | None:
    return Referral(code=ref, source="meta") if 0 < len(ref) <= 64 and ref.isascii() and ref.isprintable() else None
