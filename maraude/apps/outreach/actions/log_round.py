"""What was counted in a round, stored once, however often a telephone sends it."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from uuid import UUID

from django.db.models import F

from maraude.apps.audit.actions.record import record, user_actor
from maraude.apps.outreach.models import Round, RoundLog
from maraude.core.round import Dated, RoundCounts

_MOST_UPLOADS = 1000


def log_round(
    *, org_id: int, log_id: UUID, round_id: UUID | None, counts: RoundCounts, dated: Dated, user_id: int, at: datetime
) -> bool:
    """Store a log; return False when it was here already, which is marked: the counts that came first stay.

    A round that is unknown here (another association's, a made-up one) is left out, the counts are kept.
    """
    if round_id is not None and not Round.objects.filter(id=round_id).exists():
        round_id = None
    values = asdict(counts) | asdict(dated) | {"round_id": round_id, "user_id": user_id, "received_at": at}
    log, is_new = RoundLog.objects.get_or_create(org_id=org_id, id=log_id, defaults=values)
    if not is_new:
        _mark(log, counts, user_id)
        return False
    record(org_id=org_id, actor=user_actor(user_id), action="round_logged", subject_kind="round_log", subject_id=log_id)
    return True


def end_debrief(*, log: RoundLog, by_user_id: int, at: datetime) -> None:
    """Note that somebody was there for the worker who asked to talk about it."""
    if RoundLog.objects.filter(id=log.id, wants_debrief=True, debriefed_at__isnull=True).update(debriefed_at=at):
        record(
            org_id=log.org_id,
            actor=user_actor(by_user_id),
            action="round_debriefed",
            subject_kind="round_log",
            subject_id=log.id,
        )


def _mark(log: RoundLog, counts: RoundCounts, user_id: int) -> None:
    is_same = log.user_id == user_id and all(getattr(log, name) == value for name, value in asdict(counts).items())
    RoundLog.objects.filter(id=log.id, uploads__lt=_MOST_UPLOADS).update(
        uploads=F("uploads") + 1, has_differed=log.has_differed or not is_same
    )
