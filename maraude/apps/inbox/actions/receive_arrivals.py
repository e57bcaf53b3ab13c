"""The heart of the processor: arrivals of one organisation become people, threads, messages and needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from maraude.apps.inbox.actions.change_messages import change_messages
from maraude.apps.inbox.actions.open_threads import Thread, open_threads, save_threads
from maraude.apps.inbox.actions.store_messages import store_messages
from maraude.apps.inbox.arrival import Arrival, Received
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.people.actions.meet_people import KnownPerson, meet_people
from maraude.apps.people.actions.stop_contact import stop_contact
from maraude.core.channel import EventKind
from maraude.core.stop import is_stop

_SPOKEN = {EventKind.MESSAGE, EventKind.INTERACTION}
_CHANGES = {EventKind.EDIT, EventKind.DELETE}
_STOPPING = {"stop", "unsubscribe", "block", "deauthorised", "left"}


def receive_arrivals(*, org_id: int, arrivals: Sequence[Arrival]) -> list[Received]:
    """Write everything that arrived, in order, and tell open pages, in the caller's transaction.

    Idempotent: a message already stored is not stored twice. Raises `IntegrityError` when another process met the
    same new person in this instant: the caller rolls back and retries.
    """
    people = meet_people(org_id=org_id, identities={a.lookup: a.event.sender for a in arrivals})
    threads = open_threads(org_id=org_id, arrivals=arrivals, people=people)
    received = store_messages(
        org_id=org_id, arrivals=[a for a in arrivals if a.event.kind in _SPOKEN], threads=threads, people=people
    )
    received += change_messages(
        org_id=org_id, arrivals=[a for a in arrivals if a.event.kind in _CHANGES], threads=threads, people=people
    )
    _honour_stops(org_id, arrivals, people)
    save_threads(org_id=org_id, threads=threads.values())
    notify_conversations(org_id=org_id, conversation_ids=_visible(threads))
    return received


def _honour_stops(org_id: int, arrivals: Sequence[Arrival], people: Mapping[bytes, KnownPerson]) -> None:
    for arrival in arrivals:
        content = arrival.event.content
        by_signal = arrival.event.kind == EventKind.CONSENT_SIGNAL and content.signal in _STOPPING
        if by_signal or (arrival.event.kind in _SPOKEN and is_stop(content.text)):
            stop_contact(
                org_id=org_id,
                person_id=people[arrival.lookup].id,
                at=arrival.received_at,
                conversation_id=arrival.conversation_id,
            )


def _visible(threads: Mapping[UUID, Thread]) -> list[str]:
    return [str(thread.row.id) for thread in threads.values()]
