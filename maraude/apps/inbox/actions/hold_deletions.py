"""Deletions that arrive before their message: held, then honoured when it comes."""

from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from maraude.apps.inbox.arrival import Arrival
from maraude.apps.inbox.models import HeldChange

type Place = tuple[UUID, str, UUID]  # conversation, event, person: nobody deletes what another said


def hold_deletion(*, org_id: int, arrival: Arrival, target: str, person_id: UUID) -> None:
    """Remember a deletion whose message has not come. Idempotent."""
    HeldChange.objects.get_or_create(
        org_id=org_id,
        conversation_id=arrival.conversation_id,
        person_id=person_id,
        target=target[:200],
        defaults={"kind": arrival.event.kind, "occurred_at": arrival.event.occurred_at, "sealed_text": b""},
    )


def held_deletions(*, conversation_ids: Sequence[UUID], targets: Sequence[str]) -> set[Place]:
    """Return which of these messages were deleted before they came."""
    rows = HeldChange.objects.filter(
        conversation_id__in=set(conversation_ids), target__in=set(targets), person_id__isnull=False
    )
    return {
        (conversation, target, person)
        for conversation, target, person in rows.values_list("conversation_id", "target", "person_id")
        if person is not None
    }
