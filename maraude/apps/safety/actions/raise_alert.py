from __future__ import annotations

from collections.abc import Sequence
from uuid import UUID

from django.db import connection

from maraude.core.safety import RiskKind, RiskLevel
from maraude.lib.ids import uuid7

_RAISE = "SELECT doors.raise_alert(%s, %s, %s, %s, %s::smallint, %s::text[], %s::text[], %s, %s, NULL, NULL, %s, %s)"


def raise_alert(
    *,
    org_id: int,
    conversation_id: UUID,
    envelope_id: UUID,
    level: RiskLevel,
    kinds: Sequence[RiskKind],
    rules: Sequence[str],
    source: str,
    is_about_other: bool = False,
) -> None:
    """Open an alert, or raise the open one of this conversation, with its call to the person on duty.

    The same function of the database as at the door: one episode at a time, a level that only rises, idempotent by
    envelope and source.
    """
    with connection.cursor() as cursor:
        cursor.execute(
            _RAISE,
            [
                org_id,
                uuid7(),
                conversation_id,
                envelope_id,
                level.rank,
                [kind.value for kind in kinds],
                list(rules),
                source,
                is_about_other,
                uuid7(),
                uuid7(),
            ],
        )
