"""Conversations of a batch: found, made when new, moved forward by what arrives, saved together."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maraude.apps.inbox.arrival import Arrival
from maraude.apps.inbox.models import Conversation, Status
from maraude.apps.people.actions.meet_people import KnownPerson
from maraude.apps.people.vault import seal_text
from maraude.apps.tenancy.bulk import insert_rows, update_rows
from maraude.core.channel import InboundEvent
from maraude.core.safety import RiskKind, RiskLevel

_SAVED = (
    "person_id",
    "sealed_reference",
    "sealed_reply_handle",
    "answer_until",
    "status",
    "danger_rank",
    "danger_kinds",
    "waiting_since",
    "snoozed_until",
    "last_message_id",
    "last_message_at",
    "last_inbound_at",
    "last_direction",
    "closed_at",
    "version",
)


@dataclass(slots=True, kw_only=True)
class Thread:
    """A conversation row being moved forward in memory, and whether it is new."""

    row: Conversation
    is_new: bool

    def hear(self, *, message_id: UUID, said_at: datetime, received_at: datetime) -> bool:
        """Take note of an inbound message; return whether it is late (said before one already heard)."""
        row = self.row
        is_late = row.last_inbound_at is not None and said_at < row.last_message_at
        if not is_late:
            row.last_message_id, row.last_message_at, row.last_direction = message_id, said_at, "in"
        row.last_inbound_at = max(said_at, row.last_inbound_at or said_at)
        self.call_back(at=received_at)
        return is_late

    def keep_reply_handle(self, event: InboundEvent, person: KnownPerson) -> None:
        """Remember how the last thing they said is answered; what they said before has another way, dead or not."""
        row = self.row
        row.answer_until, row.sealed_reply_handle = event.answer_until, None
        if event.reply_handle and person.id == row.person_id:
            row.sealed_reply_handle = seal_text(
                person.key,
                event.reply_handle,
                org_id=row.org_id,
                person_id=person.id,
                column="reply_handle",
                row_id=row.id,
            )

    def call_back(self, *, at: datetime) -> None:
        """Make the thread wait for a worker again, put off or closed as it may be."""
        self.row.waiting_since = self.row.waiting_since or at
        self.row.snoozed_until = None
        self.row.status, self.row.closed_at = Status.OPEN, None

    def worry(self, *, level: RiskLevel, kinds: Sequence[RiskKind]) -> None:
        """Raise the danger shown in the lists; it never goes down here."""
        if level.rank:
            self.row.danger_rank = max(self.row.danger_rank, level.rank)
            self.row.danger_kinds = sorted({*self.row.danger_kinds, *(kind.value for kind in kinds)})


def open_threads(
    *, org_id: int, arrivals: Sequence[Arrival], people: Mapping[bytes, KnownPerson]
) -> dict[UUID, Thread]:
    """Return the conversation of each arrival, locked in id order so that two workers never wait on each other."""
    wanted = {arrival.conversation_id: arrival for arrival in reversed(arrivals)}
    rows = Conversation.objects.select_for_update().filter(id__in=list(wanted)).order_by("id")
    threads = {row.id: Thread(row=row, is_new=False) for row in rows}
    for thread in threads.values():
        if not thread.row.sealed_reference:  # its first message could not be read: now we know who it is
            _name_person(thread.row, wanted[thread.row.id], people)
    for conversation_id, arrival in wanted.items():
        if conversation_id not in threads:
            row = _new_row(org_id, arrival, people[arrival.lookup])
            threads[conversation_id] = Thread(row=row, is_new=True)
    # written first: messages refer to them, and the database checks it
    insert_rows([thread.row for thread in threads.values() if thread.is_new])
    return threads


def _new_row(org_id: int, arrival: Arrival, person: KnownPerson) -> Conversation:
    event = arrival.event
    referral = event.content.referral
    return Conversation(
        org_id=org_id,
        id=arrival.conversation_id,
        person_id=person.id,
        account_id=arrival.account_id,
        channel=event.channel,
        visibility=event.conversation.visibility.value,
        sealed_reference=_sealed_reference(org_id, arrival, person),
        last_message_at=arrival.received_at,
        created_at=arrival.received_at,
        door=(referral.code if referral else "")[:40],
    )


def _name_person(row: Conversation, arrival: Arrival, people: Mapping[bytes, KnownPerson]) -> None:
    person = people[arrival.lookup]
    row.person_id = person.id
    row.sealed_reference = _sealed_reference(row.org_id, arrival, person)


def _sealed_reference(org_id: int, arrival: Arrival, person: KnownPerson) -> bytes:
    return seal_text(
        person.key,
        arrival.event.conversation.id,
        org_id=org_id,
        person_id=person.id,
        column="reference",
        row_id=arrival.conversation_id,
    )


def save_threads(*, org_id: int, threads: Iterable[Thread]) -> None:
    """Write what moved, in one statement."""
    del org_id  # every row carries it
    rows = [thread.row for thread in threads]
    for row in rows:
        row.version += 1
    update_rows(rows, _SAVED)
