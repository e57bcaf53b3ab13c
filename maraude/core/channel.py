"""What every channel speaks: neutral events in, plans out, capabilities as data (channels.md §7)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum


class EventKind(StrEnum):
    """What happened on the other side."""

    MESSAGE = "message"
    EDIT = "edit"
    DELETE = "delete"
    REACTION = "reaction"
    INTERACTION = "interaction"
    TYPING = "typing"
    READ_BY_USER = "read_by_user"
    DELIVERY = "delivery"
    CONVERSATION_OPENED = "conversation_opened"
    CONSENT_SIGNAL = "consent_signal"
    IDENTITY_CHANGED = "identity_changed"
    MEMBER_EVENT = "member_event"
    ECHO = "echo"
    ACCOUNT_NOTICE = "account_notice"
    UNKNOWN = "unknown"


class Visibility(StrEnum):
    """Who can read the place where it was said; personal words never go to a public one."""

    PRIVATE = "private"
    SEMI = "semi"
    PUBLIC = "public"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConversationRef:
    """The place of an exchange, in the provider's words."""

    id: str
    type: str = "dm"
    visibility: Visibility = Visibility.PRIVATE
    parent_id: str | None = None
    e2ee: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class IdentityRef:
    """Who wrote: a scheme (`discord.user`, `tel`, `web.visitor`…) and a value that leaves only encrypted or hashed."""

    scheme: str
    value: str
    display_name: str | None = None
    handle: str | None = None
    is_bot: bool = False
    aliases: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Attachment:
    """A file that came with a message; it is named, not fetched."""

    kind: str
    mime: str | None = None
    size: int | None = None
    filename: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Referral:
    """The door somebody came by: the code of a poster, a link, a button."""

    code: str
    source: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Content:
    """What was said. `target` names the earlier event that an edit, a deletion or a reaction is about.

    `mentions_us`: in a place that others read, these words are for us (a mention, an answer to a line of ours).
    """

    text: str = ""
    attachments: tuple[Attachment, ...] = ()
    reply_to: str | None = None
    target: str | None = None
    referral: Referral | None = None
    signal: str | None = None
    mentions_us: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class InboundEvent:
    """One thing that happened on a channel, whatever the channel. `event_id` is what makes it count once.

    `reply_handle`: what the adapter needs to answer this very event (a token, a reference), in its own words, sealed
    and given back to its plan. `answer_until`: the end of the time to answer when this person's choice or this way
    of writing sets one; none: the channel's own window.
    """

    event_id: str
    channel: str
    kind: EventKind
    occurred_at: datetime
    conversation: ConversationRef
    sender: IdentityRef
    content: Content = field(default_factory=Content)
    reply_handle: str = ""
    answer_until: datetime | None = None
    adapter_version: str = "1"


class ReceiptLevel(StrEnum):
    """How far a tick may go in the thread: what the channel can really know."""

    NONE = "none"
    SENT = "sent"
    DELIVERED = "delivered"
    READ = "read"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bucket:
    """At most `count` sends every `seconds`, counted per `scope` (account, conversation or new_recipient)."""

    scope: str
    count: int
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a channel can do, as data: screens and rules read it, no code asks which channel it is."""

    channel: str
    max_text: int
    text_unit: str
    receipt_level: ReceiptLevel
    idempotent_send: bool
    reply_window_s: int | None = None
    human_extension_s: int | None = None
    edits_in: bool = False
    deletes_in: bool = False
    buckets: tuple[Bucket, ...] = ()
    learning: bool = False  # do its terms let a program learn from messages, with the person's consent
    status: str = "ga"
    proof: str = "double"


class Purpose(StrEnum):
    """Why a message leaves."""

    REPLY = "reply"
    APPOINTMENT = "appointment"
    SAFETY = "safety"
    SERVICE = "service"
    GUEST = "guest"  # an adviser of a structure, through us: the words say whose they are
    INVITATION = "invitation"  # the one fixed line that may be read by everybody
    STOP_NOTED = "stop_noted"  # "we heard your STOP": the last line, once


@dataclass(frozen=True, slots=True, kw_only=True)
class Outbound:
    """A message that a person sent, or that a rule of the house authorised (`author` is human or rule)."""

    idempotency_key: str
    message_id: str
    conversation_id: str
    recipient: ConversationRef
    text: str
    at: datetime
    purpose: Purpose = Purpose.REPLY
    author: str = "human"
    expires_at: datetime | None = None  # a late answer is dropped, not sent

    @property
    def passes_stop(self) -> bool:
        """Say whether it may leave after a STOP: a line of safety, or the one that says the STOP was heard."""
        return self.purpose in {Purpose.SAFETY, Purpose.STOP_NOTED}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplyState:
    """What a plan may depend on: when the young person last wrote and how to answer it, whether they said stop."""

    last_inbound_at: datetime | None
    is_stopped: bool = False
    reply_handle: str = ""
    answer_until: datetime | None = None


class SendStatus(StrEnum):
    """How a send ended."""

    SENT = "sent"
    QUEUED_REMOTELY = "queued_remotely"
    REFUSED = "refused"
    FAILED = "failed"
    AMBIGUOUS = "ambiguous"
    RATE_LIMITED = "rate_limited"


@dataclass(frozen=True, slots=True, kw_only=True)
class SendResult:
    """The end of one send. `ambiguous` (the answer was lost) is never retried blindly unless sends are idempotent."""

    status: SendStatus
    provider_ids: tuple[str, ...] = ()
    retry_after_s: float | None = None
    error: str | None = None
