from __future__ import annotations

import hashlib
import re
from datetime import UTC, datetime, timedelta
from typing import Final

from maraude.channels.discord.payloads import USER_INSTALL, AppEvent, User
from maraude.core.channel import Content, ConversationRef, EventKind, IdentityRef, InboundEvent

_DOOR: Final = re.compile(r"[\w-]{1,40}")
_NUMBER: Final = re.compile(r"[0-9]{1,20}")
_EPOCH_MS: Final = 1_420_070_400_000  # Discord's numbers count milliseconds from 2015
_SIGNALS: Final = {"APPLICATION_AUTHORIZED": "start", "APPLICATION_DEAUTHORIZED": "deauthorised"}


def is_number(text: str) -> bool:
    """Say whether a text is one of Discord's numbers."""
    return _NUMBER.fullmatch(text) is not None


def of_the_application(event: AppEvent, at: datetime) -> tuple[InboundEvent, ...]:
    """Return the signal of a person who added the app to their account or took it away; a server's is no person's."""
    signal, data = _SIGNALS.get(event.type), event.data
    if signal is None or data is None or data.user is None or not is_number(data.user.id):
        return ()
    if signal == "start" and data.integration_type != USER_INSTALL:
        return ()
    name = hashlib.sha256(f"{event.type}\n{event.timestamp}\n{data.user.id}".encode()).hexdigest()[:32]
    happened_at = written_at(event.timestamp, at)
    return (made_event(f"app-{name}", EventKind.CONSENT_SIGNAL, data.user, happened_at, Content(signal=signal)),)


def made_event(
    event_id: str,
    kind: EventKind,
    person: User,
    at: datetime,
    content: Content,
    *,
    reply_handle: str = "",
    answer_until: datetime | None = None,
) -> InboundEvent:
    """Return an event of a person: one conversation with us, wherever on Discord they are; a number, never a name."""
    return InboundEvent(
        event_id=event_id,
        channel="discord",
        kind=kind,
        occurred_at=at,
        conversation=ConversationRef(id=person.id),
        sender=IdentityRef(scheme="discord.user", value=person.id),
        content=content,
        reply_handle=reply_handle,
        answer_until=answer_until,
    )


def door_of(code: str) -> str:
    """Return a door's code, empty for what cannot be one."""
    return code if _DOOR.fullmatch(code) else ""


def instant(number: str, at: datetime) -> datetime:
    """Return when Discord made a number, which tells the order of two of them; raises `ValueError` for none."""
    if not is_number(number):
        raise ValueError("An interaction has a number.")
    made_at = datetime.fromtimestamp(((int(number) >> 22) + _EPOCH_MS) / 1000, UTC)
    return made_at if abs(made_at - at) < timedelta(hours=1) else at


def written_at(timestamp: str, at: datetime) -> datetime:
    """Return the instant of a timestamp of Discord's, `at` for none."""
    try:
        found = datetime.fromisoformat(timestamp)
    except ValueError:
        return at
    return found if found.tzinfo else found.replace(tzinfo=UTC)
