"""The heart of the processor: arrivals of one organisation become people, threads, messages and needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from maraude.apps.inbox.actions.change_messages import change_messages
from maraude.apps.inbox.actions.honour_stops import honour_stops
from maraude.apps.inbox.actions.house_lines import answer_by_itself
from maraude.apps.inbox.actions.note_deliveries import REPORTS, note_deliveries
from maraude.apps.inbox.actions.open_threads import Thread, open_threads, save_threads
from maraude.apps.inbox.actions.store_messages import store_messages
from maraude.apps.inbox.arrival import Arrival, Received
from maraude.apps.inbox.live import notify_conversations
from maraude.apps.people.actions.meet_people import meet_people
from maraude.core.channel import EventKind

_SPOKEN = {EventKind.MESSAGE, EventKind.INTERACTION}
_CHANGES = {EventKind.EDIT, EventKind.DELETE}


def receive_arrivals(*, org_id: int, arrivals: Sequence[Arrival]) -> list[Received]:
    """Write everything that arrived, in order, and tell open pages, in the caller's transaction.

    Idempotent: a message already stored is not stored twice. Raises `IntegrityError` when another process met the
    same new person in this instant: the caller rolls back and retries.
    """
    note_deliveries(org_id=org_id, arrivals=[a for a in arrivals if a.event.kind in REPORTS])
    arrivals = [a for a in arrivals if a.event.kind not in REPORTS]  # a report is nobody's word: it makes no person
    people = meet_people(org_id=org_id, identities={a.lookup: a.event.sender for a in arrivals})
    threads = open_threads(org_id=org_id, arrivals=arrivals, people=people)
    received = store_messages(
        org_id=org_id, arrivals=[a for a in arrivals if a.event.kind in _SPOKEN], threads=threads, people=people
    )
    received += change_messages(
        org_id=org_id, arrivals=[a for a in arrivals if a.event.kind in _CHANGES], threads=threads, people=people
    )
    honour_stops(org_id=org_id, arrivals=arrivals, people=people)
    save_threads(org_id=org_id, threads=threads.values())
    answer_by_itself(arrivals=arrivals, threads=threads)
    notify_conversations(org_id=org_id, conversation_ids=_visible(threads))
    return received


def _visible(threads: Mapping[UUID, Thread]) -> list[str]:
    return [str(thread.row.id) for thread in threads.values()]
