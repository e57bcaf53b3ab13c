"""Messages that were already stored: delivered twice, or shown by an edit that came before them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from uuid import UUID

from maraude.apps.inbox.actions.open_threads import Thread
from maraude.apps.inbox.actions.write_message import said_at
from maraude.apps.inbox.arrival import Arrival
from maraude.apps.inbox.models import Direction, Message
from maraude.apps.people.actions.meet_people import KnownPerson


def complete_edited(
    *,
    arrivals: Sequence[Arrival],
    threads: Mapping[UUID, Thread],
    people: Mapping[bytes, KnownPerson],
) -> Iterator[tuple[Arrival, UUID | None]]:
    """Give each message that is not there yet with None, and each one that an edit had shown with its id.

    The latter keeps the words of the edit and takes its own date. What was delivered twice is left out.
    """
    known = _known(arrivals)
    for arrival in arrivals:
        identity = (arrival.conversation_id, arrival.event.event_id)
        message = known.get(identity)
        if identity not in known:
            known[identity] = None
            yield arrival, None
        elif message is None or not was_shown_by_edit(message):
            continue
        elif message.person_id != people[arrival.lookup].id:  # somebody else's edit took this name: it is not theirs
            Message.objects.filter(id=message.id).update(event_id="")
            known[identity] = None
            yield arrival, None
        else:
            known[identity] = None
            _date(arrival, message, threads[arrival.conversation_id])
            yield arrival, message.id


def _known(arrivals: Sequence[Arrival]) -> dict[tuple[UUID, str], Message | None]:
    rows = Message.objects.filter(
        conversation_id__in={a.conversation_id for a in arrivals}, event_id__in={a.event.event_id for a in arrivals}
    ).only("org_id", "id", "conversation_id", "event_id", "person_id", "direction", "occurred_at", "edited_at")
    return {(row.conversation_id, row.event_id): row for row in rows}


def was_shown_by_edit(message: Message) -> bool:
    """Say whether an edit came and its message has not: it is then dated by the edit."""
    return message.direction == Direction.IN and message.edited_at == message.occurred_at


def _date(arrival: Arrival, message: Message, thread: Thread) -> None:
    said = min(said_at(arrival.event.occurred_at, arrival.received_at), message.occurred_at)
    Message.objects.filter(id=message.id).update(occurred_at=said)
    last = Message.objects.filter(
        conversation_id=message.conversation_id, direction__in=(Direction.IN, Direction.OUT)
    ).order_by("-occurred_at", "-id")
    for row in last.values("id", "occurred_at", "direction")[:1]:
        thread.row.last_message_id, thread.row.last_message_at = row["id"], row["occurred_at"]
        thread.row.last_direction = row["direction"]
