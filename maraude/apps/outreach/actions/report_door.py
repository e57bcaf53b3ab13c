"""Somebody in front of a code says that it is not right; somebody of the team goes and looks."""

from __future__ import annotations

from datetime import datetime

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.outreach.models import Door, DoorReport, ReportKind

_MOST_OPEN = 200  # what a flood may write of one door


def report_door(*, door: Door, kind: ReportKind) -> None:
    """Write down what was seen; beyond two hundred that nobody looked at, one more tells nothing new."""
    if DoorReport.objects.filter(door_id=door.id, settled_at__isnull=True).count() < _MOST_OPEN:
        DoorReport.objects.create(org_id=door.org_id, door_id=door.id, kind=kind)


def settle_reports(*, door: Door, by_user_id: int, at: datetime) -> None:
    """Note that somebody went and looked."""
    if DoorReport.objects.filter(door_id=door.id, settled_at__isnull=True).update(settled_at=at):
        record(
            org_id=door.org_id,
            actor=user_actor(by_user_id),
            action="door_looked_at",
            subject_kind="door",
            subject_id=door.id,
        )
