"""What young people wrote, encrypted, with what was understood of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from maraude.apps.inbox.actions.complete_edited import complete_edited
from maraude.apps.inbox.actions.hold_deletions import held_deletions
from maraude.apps.inbox.actions.open_threads import Thread
from maraude.apps.inbox.actions.write_message import found_needs, said_at, write_text, write_understanding
from maraude.apps.inbox.arrival import Arrival, Received
from maraude.apps.inbox.models import Direction, Message
from maraude.apps.people.actions.meet_people import KnownPerson
from maraude.apps.people.models import Person
from maraude.apps.tenancy.bulk import insert_rows
from maraude.core.attachment import is_spoken, kinds
from maraude.core.safety import RiskLevel, highest
from maraude.lib.ids import uuid7


def store_messages(
    *,
    org_id: int,
    arrivals: Sequence[Arrival],
    threads: Mapping[UUID, Thread],
    people: Mapping[bytes, KnownPerson],
) -> list[Received]:
    """Store each new message once; return what became of them."""
    new, received = [], []
    for arrival, stored_id in complete_edited(arrivals=arrivals, threads=threads, people=people):
        if stored_id is None:
            new.append(arrival)
        else:
            received.append(_heard(arrival, stored_id, threads, people))
    deleted = held_deletions(conversation_ids=[a.conversation_id for a in new], targets=[a.event.event_id for a in new])
    messages, needs = [], []
    for arrival in new:
        person, thread = people[arrival.lookup], threads[arrival.conversation_id]
        message = _message(org_id, arrival, person)
        message.is_late = thread.hear(
            message_id=message.id, said_at=message.occurred_at, received_at=arrival.received_at
        )
        if message.occurred_at == thread.row.last_inbound_at:
            thread.keep_reply_handle(arrival.event, person)
        if (arrival.conversation_id, arrival.event.event_id, person.id) in deleted:
            write_text(message, "", person.key)
            message.sealed_understanding, message.deleted_at = None, arrival.received_at
        elif arrival.understanding:
            needs += found_needs(org_id, message, arrival.understanding)
        messages.append(message)
        received.append(_heard(arrival, message.id, threads, people))
    insert_rows(messages)
    insert_rows(needs)
    _heard_from(new, people)
    return received


def level_of(arrival: Arrival) -> RiskLevel:
    """Return the danger of an arrival: what the door saw or what was understood, the higher.

    A voice message is to be looked at: its words were screened by nobody.
    """
    heard = RiskLevel.CONCERN if is_spoken(arrival.event.content.attachments) else RiskLevel.NONE
    understood = arrival.understanding.risk.level if arrival.understanding else RiskLevel.NONE
    return highest(arrival.screened, understood, heard)


def _heard(
    arrival: Arrival, message_id: UUID, threads: Mapping[UUID, Thread], people: Mapping[bytes, KnownPerson]
) -> Received:
    risk = level_of(arrival)
    threads[arrival.conversation_id].worry(
        level=risk, kinds=arrival.understanding.risk.kinds if arrival.understanding else ()
    )
    return Received(arrival=arrival, person_id=people[arrival.lookup].id, message_id=message_id, risk=risk)


def _message(org_id: int, arrival: Arrival, person: KnownPerson) -> Message:
    message_id, understanding = uuid7(), arrival.understanding
    message = Message(
        org_id=org_id,
        id=message_id,
        conversation_id=arrival.conversation_id,
        person_id=person.id,
        direction=Direction.IN,
        event_id=arrival.event.event_id,
        occurred_at=said_at(arrival.event.occurred_at, arrival.received_at),
        received_at=arrival.received_at,
        sealed_text=b"",
        attachments=kinds(arrival.event.content.attachments),
        risk_rank=arrival.screened.rank,
    )
    write_text(message, arrival.event.content.text, person.key)
    if understanding is not None:
        write_understanding(message, understanding, person.key)
    message.risk_rank = max(message.risk_rank, level_of(arrival).rank)
    return message


def _heard_from(arrivals: Sequence[Arrival], people: Mapping[bytes, KnownPerson]) -> None:
    heard = {people[a.lookup].id: a for a in arrivals}
    if heard:
        latest = max(arrival.received_at for arrival in heard.values())
        Person.objects.filter(id__in=list(heard)).update(last_inbound_at=latest)
