"""What the program notices of a path by itself: the first two-way exchange, and a bond. Nothing beyond."""

from __future__ import annotations

from uuid import UUID
from zoneinfo import ZoneInfo

from maraude.apps.inbox.models import Conversation, Delivery, Direction, Message
from maraude.apps.orgs.models import Organisation
from maraude.apps.people.actions.record_step import record_step
from maraude.apps.people.models import PathStep
from maraude.core.path import Bond, Said, Step, bonded_at, met_at

_ARRIVED = (Delivery.SENT, Delivery.DELIVERED, Delivery.READ)
_READ_AT_MOST = 2000  # a bond shows in the first weeks, or never


def follow_path(*, person_id: UUID, conversation_id: UUID) -> None:
    """Record `met` and `bonded` when the messages of a person show them, at the date they show.

    Called when a person's answer has left, never while messages are stored. One query once both are known.
    """
    noticed = PathStep.objects.filter(person_id=person_id, step__in=(Step.MET, Step.BONDED))
    known = set(noticed.values_list("step", flat=True))  # taken back or not: the program does not insist
    if {Step.MET, Step.BONDED} <= known:
        return
    said = _said(person_id)
    organisation = Organisation.objects.get()
    bond = Bond(exchanges=organisation.bond_exchanges, days=organisation.bond_days)
    found = {
        Step.MET: met_at(said),
        Step.BONDED: bonded_at(said, bond=bond, zone=ZoneInfo(organisation.time_zone)),
    }
    for step, at in found.items():
        if at is not None and step not in known:
            record_step(person_id=person_id, step=step, at=at, by_user_id=None, conversation_id=conversation_id)


def _said(person_id: UUID) -> list[Said]:
    threads = Conversation.objects.filter(person_id=person_id).values("id")
    rows = Message.objects.filter(conversation_id__in=threads, direction__in=(Direction.IN, Direction.OUT))
    found = rows.order_by("occurred_at").values_list("occurred_at", "direction", "author_id", "delivery")
    return [
        Said(at=at, by_young_person=direction == Direction.IN)
        for at, direction, author_id, delivery in found[:_READ_AT_MOST]
        if direction == Direction.IN or (author_id is not None and delivery in _ARRIVED)
    ]
