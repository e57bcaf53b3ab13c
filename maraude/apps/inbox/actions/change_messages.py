"""Edits and deletions by the young person: followed at once, in whatever order they arrive; alerts stay."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from maraude.apps.inbox.actions.open_threads import Thread
from maraude.apps.inbox.actions.write_message import found_needs, write_text, write_understanding
from maraude.apps.inbox.arrival import Arrival, Received
from maraude.apps.inbox.models import HeldChange, Message, NeedFound
from maraude.apps.people.actions.meet_people import KnownPerson
from maraude.apps.people.vault import read_text, seal_text
from maraude.core.channel import EventKind
from maraude.core.safety import RiskLevel, highest
from maraude.lib.ids import uuid7
from maraude.lib.text import storable

_CHANGED = (
    "sealed_text",
    "sealed_understanding",
    "edited_at",
    "deleted_at",
    "risk_rank",
    "risk_kinds",
    "risk_rules",
    "model_version",
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An edit (a new text) or a deletion, to apply to a message."""

    kind: str
    text: str
    at: datetime
    key: bytes

    def apply_to(self, message: Message) -> None:
        """Replace or hide the words at once; what was a danger stays one."""
        is_deletion = self.kind == EventKind.DELETE
        write_text(message, "" if is_deletion else self.text, self.key)
        message.sealed_understanding = None
        if is_deletion:
            message.deleted_at = self.at
            return
        message.edited_at = self.at


def change_messages(
    *,
    org_id: int,
    arrivals: Sequence[Arrival],
    threads: Mapping[UUID, Thread],
    people: Mapping[bytes, KnownPerson],
) -> list[Received]:
    """Apply each edit or deletion to its message, or hold it until the message comes."""
    received = []
    for arrival in arrivals:
        person, target = people[arrival.lookup], _target(arrival)
        message = Message.objects.filter(
            conversation_id=arrival.conversation_id, event_id=target, person_id=person.id
        ).first()
        if message is None:
            _hold(org_id, arrival, target, person)
            continue
        risk = _apply(arrival, message, person)
        if arrival.event.kind == EventKind.EDIT:
            threads[arrival.conversation_id].worry(
                level=risk, kinds=arrival.understanding.risk.kinds if arrival.understanding else ()
            )
        received.append(Received(arrival=arrival, person_id=person.id, message_id=message.id, risk=risk))
    return received


def _target(arrival: Arrival) -> str:
    content = arrival.event.content
    return content.target or content.reply_to or ""


def _apply(arrival: Arrival, message: Message, person: KnownPerson) -> RiskLevel:
    if message.deleted_at is not None:
        return RiskLevel.NONE
    change = Change(
        kind=arrival.event.kind, text=storable(arrival.event.content.text), at=arrival.received_at, key=person.key
    )
    change.apply_to(message)
    NeedFound.objects.filter(
        message_id=message.id, state__in=(NeedFound.State.SUGGESTED, NeedFound.State.DOUBTFUL)
    ).delete()
    level = RiskLevel.NONE
    if arrival.event.kind == EventKind.EDIT and arrival.understanding is not None:
        level = highest(arrival.screened, arrival.understanding.risk.level)
        write_understanding(message, arrival.understanding, person.key)
        message.risk_rank = max(message.risk_rank, level.rank)
        NeedFound.objects.bulk_create(
            found_needs(message.org_id, message, arrival.understanding), ignore_conflicts=True
        )
    message.save(update_fields=_CHANGED)
    return level


def _hold(org_id: int, arrival: Arrival, target: str, person: KnownPerson) -> None:
    row_id = uuid7()
    HeldChange.objects.update_or_create(
        org_id=org_id,
        conversation_id=arrival.conversation_id,
        target=target[:200],
        create_defaults={
            "id": row_id,
            "kind": arrival.event.kind,
            "occurred_at": arrival.event.occurred_at,
            "sealed_text": _seal_held(arrival, person, org_id, target),
        },
        defaults={
            "kind": arrival.event.kind,
            "occurred_at": arrival.event.occurred_at,
            "sealed_text": _seal_held(arrival, person, org_id, target),
        },
    )


def _seal_held(arrival: Arrival, person: KnownPerson, org_id: int, target: str) -> bytes:
    text = storable(arrival.event.content.text)
    return seal_text(
        person.key, text, org_id=org_id, person_id=person.id, column=f"held {target}", row_id=arrival.conversation_id
    )


def held_changes(
    *, org_id: int, arrivals: Sequence[Arrival], people: Mapping[bytes, KnownPerson]
) -> dict[tuple[UUID, str], Change]:
    """Return, and forget, the changes that came before these messages, by conversation and event."""
    rows = HeldChange.objects.filter(
        conversation_id__in={a.conversation_id for a in arrivals}, target__in={a.event.event_id for a in arrivals}
    )
    person_of = {a.conversation_id: people[a.lookup] for a in arrivals}
    changes = {}
    for row in rows:
        person = person_of[row.conversation_id]
        text = read_text(
            {person.id: person.key},
            row.sealed_text,
            org_id=org_id,
            person_id=person.id,
            column=f"held {row.target}",
            row_id=row.conversation_id,
        )
        changes[row.conversation_id, row.target] = Change(
            kind=row.kind, text=text or "", at=row.received_at, key=person.key
        )
    HeldChange.objects.filter(id__in=[row.id for row in rows]).delete()
    return changes
