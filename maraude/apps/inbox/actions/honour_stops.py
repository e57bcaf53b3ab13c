"""STOP and coming back, in the order they were said, whatever the order they came in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.db.models import Max

from maraude.apps.inbox.actions.send_lines import send_rule_line
from maraude.apps.inbox.actions.write_message import said_at
from maraude.apps.inbox.arrival import Arrival
from maraude.apps.inbox.models import Conversation, Direction, Message
from maraude.apps.people.actions.meet_people import KnownPerson
from maraude.apps.people.actions.stop_contact import resume_contact, stop_contact
from maraude.apps.people.models import Person
from maraude.core.channel import EventKind, Purpose
from maraude.core.house_lines import stop_noted_text
from maraude.core.stop import is_stop

_WORDS = {EventKind.MESSAGE, EventKind.INTERACTION, EventKind.EDIT}
_SPOKEN = {EventKind.MESSAGE, EventKind.INTERACTION}
_STOPPING = {"stop", "unsubscribe", "block", "deauthorised", "left"}
_CONFIRMED = {"stop", "unsubscribe"}
_RETURNING = {"start", "subscribe", "unblock"}


def honour_stops(*, org_id: int, arrivals: Sequence[Arrival], people: Mapping[bytes, KnownPerson]) -> None:
    """Stop writing to who asked for it, answer again who came back since; two things said at once count as they came.

    Called when the messages are stored: a STOP that arrives late gives way to what was said after it.
    """
    stopped = {person.id for person in people.values() if person.stopped_at is not None}
    new: dict[UUID, Arrival] = {}
    for arrival in sorted(arrivals, key=_said):
        person_id = people[arrival.lookup].id
        if _is_stop(arrival):
            where = arrival.conversation_id
            if stop_contact(org_id=org_id, person_id=person_id, at=_said(arrival), conversation_id=where):
                new[person_id] = arrival
            stopped.add(person_id)
            _resume_if_said_later(person_id, _said(arrival))
        elif person_id in stopped and _is_return(arrival):
            resume_contact(person_id=person_id, at=_said(arrival))
    for person_id, arrival in new.items():
        _confirm(person_id, arrival)


def _confirm(person_id: UUID, arrival: Arrival) -> None:
    """Say once that the STOP was heard, where it was said; a block or a departure cannot be answered."""
    signal = (arrival.event.content.signal or "").casefold()
    is_heard = arrival.event.kind in _WORDS or signal in _CONFIRMED
    if is_heard and Person.objects.filter(id=person_id, stopped_at__isnull=False).exists():
        send_rule_line(
            conversation=Conversation.objects.get(id=arrival.conversation_id),
            text=stop_noted_text("fr"),
            idempotency_key=f"stop-{arrival.envelope_id}",
            purpose=Purpose.STOP_NOTED,
        )


def _said(arrival: Arrival) -> datetime:
    return said_at(arrival.event.occurred_at, arrival.received_at)


def _is_stop(arrival: Arrival) -> bool:
    event = arrival.event
    if event.kind == EventKind.CONSENT_SIGNAL:
        return (event.content.signal or "").casefold() in _STOPPING
    return event.kind in _WORDS and is_stop(event.content.text)


def _is_return(arrival: Arrival) -> bool:
    event = arrival.event
    if event.kind == EventKind.CONSENT_SIGNAL:
        return (event.content.signal or "").casefold() in _RETURNING
    return event.kind in _SPOKEN


def _resume_if_said_later(person_id: UUID, at: datetime) -> None:
    said = Message.objects.filter(person_id=person_id, direction=Direction.IN, occurred_at__gt=at)
    last: datetime | None = said.aggregate(last=Max("occurred_at"))["last"]
    if last is not None:
        resume_contact(person_id=person_id, at=last)
