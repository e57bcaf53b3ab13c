from __future__ import annotations

from datetime import datetime

from maraude.apps.referrals.models import Referral


def walk(referral: Referral, *, step: str, at: datetime, by_user_id: int | None) -> None:
    """Note a step of the person's path that a hand-over made; the path itself is kept by `people` (seam)."""
    del referral, step, at, by_user_id
