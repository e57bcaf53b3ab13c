"""What young people wrote, encrypted, with what was understood of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from maraude.apps.inbox.actions.change_messages import held_changes
from maraude.apps.inbox.actions.open_threads import Thread
from maraude.apps.inbox.actions.write_message import found_needs, said_at, write_text, write_understanding
from maraude.apps.inbox.arrival import Arrival, Received
from maraude.apps.inbox.models import Direction, Message
from maraude.apps.people.actions.meet_people import KnownPerson
from maraude.apps.people.actions.stop_contact import resume_contact
from maraude.apps.people.models import Person
from maraude.apps.tenancy.bulk import insert_rows
from maraude.core.safety import RiskLevel, highest
from maraude.core.stop import is_stop
from maraude.lib.ids import uuid7


def store_messages(
    *,
    org_id: int,
    arrivals: Sequence[Arrival],
    threads: Mapping[UUID, Thread],
    people: Mapping[bytes, KnownPerson],
) -> list[Received]:
    """Store each new message once; return what became of them."""
    new = _not_yet_stored(arrivals)
    changes = held_changes(org_id=org_id, arrivals=new, people=people)
    messages, needs, received = [], [], []
    for arrival in new:
        person, thread = people[arrival.lookup], threads[arrival.conversation_id]
        message = _message(org_id, arrival, person)
        message.is_late = thread.hear(
            message_id=message.id, said_at=message.occurred_at, received_at=arrival.received_at
        )
        change = changes.get((arrival.conversation_id, arrival.event.event_id))
        if change is not None:
            change.apply_to(message)
        risk = highest(arrival.screened, arrival.understanding.risk.level if arrival.understanding else RiskLevel.NONE)
        thread.worry(level=risk, kinds=arrival.understanding.risk.kinds if arrival.understanding else ())
        messages.append(message)
        if arrival.understanding and message.deleted_at is None:
            needs += found_needs(org_id, message, arrival.understanding)
        received.append(Received(arrival=arrival, person_id=person.id, message_id=message.id, risk=risk))
    insert_rows(messages)
    insert_rows(needs)
    _heard_again(new, people)
    return received


def _not_yet_stored(arrivals: Sequence[Arrival]) -> list[Arrival]:
    known = set(
        Message.objects.filter(
            conversation_id__in={a.conversation_id for a in arrivals}, event_id__in={a.event.event_id for a in arrivals}
        ).values_list("conversation_id", "event_id")
    )
    new = []
    for arrival in arrivals:
        identity = (arrival.conversation_id, arrival.event.event_id)
        if identity not in known:
            known.add(identity)
            new.append(arrival)
    return new


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
        risk_rank=arrival.screened.rank,
    )
    write_text(message, arrival.event.content.text, person.key)
    if understanding is not None:
        write_understanding(message, understanding, person.key)
    return message


def _heard_again(arrivals: Sequence[Arrival], people: Mapping[bytes, KnownPerson]) -> None:
    heard = {people[a.lookup].id: a for a in arrivals}
    again = [p.id for a in arrivals if (p := people[a.lookup]).stopped_at and not is_stop(a.event.content.text)]
    if again:
        resume_contact(person_ids=again)
    if heard:
        latest = max(arrival.received_at for arrival in heard.values())
        Person.objects.filter(id__in=list(heard)).update(last_inbound_at=latest)
