"""What a channel is: verify, parse, plan (pure), execute (effect), capabilities (data). See channels.md §7."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import Protocol, runtime_checkable

from maraude.core.channel import Capabilities, InboundEvent, Outbound, ReplyState, SendResult
from maraude.core.errors import MaraudeError


@dataclass(frozen=True, slots=True, kw_only=True)
class RawRequest:
    """A webhook as it came: nothing parsed before it is verified. Header names are lower-case."""

    method: str
    headers: Mapping[str, str]
    query: str
    body: bytes
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept:
    """The request is the platform's. `body`: what to parse, when the address or the headers carry the event."""

    body: bytes | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Reject:
    """The request is not the platform's; `reason` is for its sender, without a hint for a forger."""

    status: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """A handshake to answer as it is."""

    body: bytes
    content_type: str = "text/plain"
    status: int = 200


type Verdict = Accept | Reject | Challenge


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What to say once the events are stored, where a platform shows our answer to the person (a form, a line)."""

    body: bytes = b""
    content_type: str = "application/json"
    status: int = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Parsed:
    """The events of a body; or, with nothing stored, where it is malformed. No `answer`: `acknowledge` says it."""

    events: tuple[InboundEvent, ...] = ()
    malformed: str | None = None
    answer: Answer | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """Our side of a channel, as an adapter needs it: secrets and settings, no identifiers of the tenant."""

    secrets: Mapping[str, str]
    outbound_url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WireRequest:
    """One call to a provider, ready to make. An empty `url` means the partner fetches it from us."""

    url: str = ""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


@dataclass(frozen=True, slots=True, kw_only=True)
class Send:
    """Go: these calls, in this order."""

    requests: tuple[WireRequest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Defer:
    """Not now: try again at `until`, for this reason code."""

    until: datetime
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refuse:
    """Never: the channel or the person's choice forbids it, for this reason code."""

    reason: str


type Plan = Send | Defer | Refuse


class Channel(Protocol):
    """One channel. Everything but `execute` is pure and total: recorded cases test it."""

    @property
    def capabilities(self) -> Capabilities:
        """What this channel can do."""
        ...

    def verify(self, request: RawRequest, account: Account) -> Verdict:
        """Judge a request on its raw bytes."""
        ...

    def parse(self, body: bytes, *, at: datetime) -> Parsed:
        """Read a verified body; never raises."""
        ...

    def acknowledge(self, *, accepted: int, duplicates: int) -> bytes:
        """Return the body of the 200, as the platform wants it."""
        ...

    def plan(self, outbound: Outbound, *, state: ReplyState, account: Account) -> Plan:
        """Decide whether and how a message leaves."""
        ...

    def execute(self, request: WireRequest) -> SendResult:
        """Make the call."""
        ...


class LineDown(MaraudeError):
    """A line could not be kept: it is tried again, later and later. `code` is for the page of the channels."""

    def __init__(self, code: str) -> None:
        """`code` says why: unreachable, auth or bad_answer."""
        super().__init__(code)
        self.code = code


class Sink(Protocol):
    """Where a line puts what it hears."""

    @property
    def position(self) -> str:
        """Return where to go on from: empty on the first day."""
        ...

    async def take(self, body: bytes, *, position: str) -> None:
        """Parse, screen, seal and store a body; only when it is durable, move to `position`. Raises when it is not."""
        ...

    async def alive(self) -> None:
        """Note that the other side answered, though nothing was said."""
        ...


class Line(Protocol):
    """One connection of one account, kept by the listener (`maraude.gateway.listen`)."""

    async def run(self, sink: Sink) -> None:
        """Listen until something breaks. Raises `LineDown`, or whatever storing raises."""
        ...

    async def send(self, request: WireRequest) -> SendResult:
        """Send on this connection; called while `run` goes on."""
        ...


@runtime_checkable
class Listening(Protocol):
    """A channel that keeps a line open for each account, beside what a `Channel` does."""

    def line(self, account: Account, *, folder: Path) -> Line:
        """Return a new line; `folder` is the account's own, for what must survive a restart."""
        ...
