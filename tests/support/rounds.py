"""What a telephone of a worker does with a log: counts, sealed for the server, sent when it can."""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from maraude.apps.outreach.actions.plan_round import plan_round
from maraude.apps.outreach.log_key import log_key
from maraude.apps.outreach.models import Round
from maraude.lib import clock
from maraude.lib.sealed_box import public_half, seal_box
from tests.support.world import Association

SAID = {"seen": "20", "talked": "3", "refused": "1", "doors": "2", "minutes": "45", "mood": "calm"}


def planned(association: Association, *, place: str = "Discord de Lumo", in_hours: float = 1) -> Round:
    begins_at = clock.now() + timedelta(hours=in_hours)
    with association.inside():
        return plan_round(
            org_id=association.org_id,
            place=place,
            begins_at=begins_at,
            ends_at=begins_at + timedelta(hours=2),
            safety_note="À deux, micro coupé",
            by_user_id=next(iter(association.staff.values())),
            at=clock.now(),
        )


def sealed_log(
    association: Association,
    *,
    user_id: int,
    round_id: UUID | None = None,
    noted_at: datetime | None = None,
    name: str = "",
    said: Mapping[str, object] | None = None,
) -> dict[str, str]:
    """Return a log as a telephone keeps it."""
    name = name or str(uuid4())
    noted_ms = int((noted_at or clock.now()).timestamp() * 1000)
    content = SAID | {"round": str(round_id or ""), "noted_ms": noted_ms} | dict(said or {})
    with association.inside():
        key = public_half(log_key(user_id=user_id))
    box = seal_box(key, json.dumps(content).encode(), bound_to=name.encode())
    return {"id": name, "sealed": base64.b64encode(box).decode()}
