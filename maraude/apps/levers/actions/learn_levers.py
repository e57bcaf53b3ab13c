"""Learning, once a day, where it is allowed: from decisions and what came of them, the same from the same."""

from __future__ import annotations

from datetime import datetime, timedelta

from maraude.apps.levers.models import LearnedState, LeverDecision
from maraude.apps.levers.queries.rulings import rules
from maraude.core.lever_policy import WINDOW, Circumstance
from maraude.levers.experience import Lived, learn
from maraude.levers.house import HOUSE, fingerprint
from maraude.levers.policy import draw_worlds

EVERY = timedelta(hours=20)
_MOST = 20_000


def learn_levers(*, org_id: int, at: datetime) -> bool:
    """Learn again when a day has passed; return True when it was done. Where learning is not allowed, nothing is."""
    ruled = rules()
    if not ruled.is_learning or ruled.is_switched_off:
        return False
    if LearnedState.objects.filter(computed_at__gt=at - EVERY, encoding=fingerprint()).exists():
        return False
    rows = LeverDecision.objects.order_by("-at", "-id")[:_MOST]
    lived = [
        Lived(
            at=row.at,
            context=Circumstance(need=row.need, stage=row.stage, register=row.register, hour=row.hour).fields(),
            arm=row.arm,
            rewarded_at=row.rewarded_at,
        )
        for row in rows
    ]
    seed = int(at.timestamp()) // 86_400
    worlds = draw_worlds(learn(HOUSE, lived, at=at, window=WINDOW), seed=seed)
    LearnedState.objects.update_or_create(
        org_id=org_id,
        defaults={
            "computed_at": at,
            "decisions": len(lived),
            "seed": seed,
            "encoding": fingerprint(),
            "worlds": worlds.astype("<f4").tobytes(),
        },
    )
    return True
