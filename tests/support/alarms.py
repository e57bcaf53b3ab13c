"""Raising alerts as the processor does, and telling the people on duty."""

from __future__ import annotations

from uuid import UUID

from maraude.apps.safety.actions.raise_alert import raise_alert
from maraude.apps.safety.models import Alert, AlertState
from maraude.core.safety import RiskKind, RiskLevel
from maraude.lib.ids import uuid7
from tests.support.roles import as_role
from tests.support.world import Association


def alarm(
    association: Association,
    level: RiskLevel = RiskLevel.URGENT,
    *,
    thread: str = "enzo",
    kinds: tuple[RiskKind, ...] = (RiskKind.SUICIDE,),
    envelope_id: UUID | None = None,
) -> Alert:
    """Raise an alert, or the open one of this thread; return it."""
    with as_role("jobs"), association.inside():
        raise_alert(
            org_id=association.org_id,
            conversation_id=association.thread(thread),
            envelope_id=envelope_id or uuid7(),
            level=level,
            kinds=kinds,
            rules=("test.rule",),
            source="model",
        )
        return Alert.objects.exclude(state=AlertState.CLOSED).get(conversation_id=association.thread(thread))
