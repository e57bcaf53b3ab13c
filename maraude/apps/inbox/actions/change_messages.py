"""Edits and deletions by the young person: followed at once, in whatever order they arrive; alerts stay."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping, Sequence
from uuid import UUID

from django.db.models import F

from maraude.apps.inbox.actions.complete_edited import was_shown_by_edit
from maraude.apps.inbox.actions.hold_deletions import held_deletions, hold_deletion
from maraude.apps.inbox.actions.open_threads import Thread
from maraude.apps.inbox.actions.store_messages import level_of, store_messages
from maraude.apps.inbox.actions.write_message import found_needs, said_at, write_text, write_understanding
from maraude.apps.inbox.arrival import Arrival, Received
from maraude.apps.inbox.models import Direction, Message, NeedFound
from maraude.apps.people.actions.meet_people import KnownPerson
from maraude.core.channel import EventKind

_CHANGED = (
    "sealed_text",
    "sealed_understanding",
    "occurred_at",
    "edited_at",
    "risk_rank",
    "risk_kinds",
    "risk_rules",
    "model_version",
)


def change_messages(
    *,
    org_id: int,
    arrivals: Sequence[Arrival],
    threads: Mapping[UUID, Thread],
    people: Mapping[bytes, KnownPerson],
) -> list[Received]:
    """Apply each edit or deletion to the message of that very person.

    The words of an edit whose message never came are shown as a message; a deletion that comes first is held.
    """
    received = []
    for arrival in arrivals:
        person, thread = people[arrival.lookup], threads[arrival.conversation_id]
        if arrival.event.kind == EventKind.DELETE:
            _delete(org_id, arrival, person)
            continue
        level = level_of(arrival)
        thread.worry(level=level, kinds=arrival.understanding.risk.kinds if arrival.understanding else ())
        if level.is_alert:
            thread.call_back(at=arrival.received_at)
        message_id = _edit(org_id=org_id, arrival=arrival, threads=threads, people=people)
        received.append(Received(arrival=arrival, person_id=person.id, message_id=message_id, risk=level))
    return received


def _target(arrival: Arrival) -> str:
    content = arrival.event.content
    return content.target or content.reply_to or ""


def _delete(org_id: int, arrival: Arrival, person: KnownPerson) -> None:
    target = _target(arrival)
    if not target:  # names no message
        return
    message = _message(arrival, target, person)
    if message is None:
        hold_deletion(org_id=org_id, arrival=arrival, target=target, person_id=person.id)
        return
    write_text(message, "", person.key)
    message.sealed_understanding, message.attachments = None, []
    message.deleted_at = message.deleted_at or arrival.received_at
    message.save(update_fields=("sealed_text", "sealed_understanding", "attachments", "deleted_at"))
    _forget_guesses(message)


def _edit(
    *, org_id: int, arrival: Arrival, threads: Mapping[UUID, Thread], people: Mapping[bytes, KnownPerson]
) -> UUID | None:
    """Replace the words of a message unless a later edit did, or it was deleted; return its id."""
    person, target = people[arrival.lookup], _target(arrival) or arrival.event.event_id
    message = _message(arrival, target, person)
    if message is None:
        return _show_first(org_id=org_id, arrival=arrival, target=target, threads=threads, people=people)
    edited_at = said_at(arrival.event.occurred_at, arrival.received_at)
    if message.deleted_at is not None or (message.edited_at is not None and edited_at < message.edited_at):
        return message.id
    write_text(message, arrival.event.content.text, person.key)
    if was_shown_by_edit(message):
        message.occurred_at = edited_at
    message.sealed_understanding, message.edited_at = None, edited_at
    _forget_guesses(message)
    if arrival.understanding is not None:
        write_understanding(message, arrival.understanding, person.key)
        message.risk_rank = max(message.risk_rank, level_of(arrival).rank)
        NeedFound.objects.bulk_create(found_needs(org_id, message, arrival.understanding), ignore_conflicts=True)
    message.save(update_fields=_CHANGED)
    return message.id


def _show_first(
    *,
    org_id: int,
    arrival: Arrival,
    target: str,
    threads: Mapping[UUID, Thread],
    people: Mapping[bytes, KnownPerson],
) -> UUID | None:
    """Show the words of an edit as a message, dated by the edit until the message itself comes."""
    place = (arrival.conversation_id, target, people[arrival.lookup].id)
    if place in held_deletions(conversation_ids=[arrival.conversation_id], targets=[target]):
        return None
    as_message = dataclasses.replace(
        arrival, event=dataclasses.replace(arrival.event, event_id=target, kind=EventKind.MESSAGE)
    )
    stored = store_messages(org_id=org_id, arrivals=[as_message], threads=threads, people=people)
    message_id = stored[0].message_id if stored else None
    if message_id is not None:  # None: a message of somebody else's, and nobody rewrites another's words
        Message.objects.filter(id=message_id).update(edited_at=F("occurred_at"))
    return message_id


def _message(arrival: Arrival, target: str, person: KnownPerson) -> Message | None:
    return Message.objects.filter(
        conversation_id=arrival.conversation_id, event_id=target, person_id=person.id, direction=Direction.IN
    ).first()


def _forget_guesses(message: Message) -> None:
    NeedFound.objects.filter(
        message_id=message.id, state__in=(NeedFound.State.SUGGESTED, NeedFound.State.DOUBTFUL)
    ).delete()
