"""What the decisions of a year show, by lever, and how each declared band fares; a refusal where it is too little."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Avg, Count

from maraude.apps.levers.models import LeverDecision
from maraude.apps.levers.queries.decisions import logged
from maraude.levers.evaluation.report import report

_SINCE = timedelta(days=365)
_MOST = 5_000
LEAST_SHOWN = 50  # closed decisions of a band, below which no share is shown: too few people


@dataclass(frozen=True, slots=True, kw_only=True)
class BandShare:
    """How many decisions of a band were followed by a step; `share` is None when there are too few to say."""

    band: str
    decisions: int
    share: float | None


def what_was_learned(*, at: datetime) -> dict[str, Any]:
    """Return the report of the last year's decisions, five thousand at most."""
    return report(list(logged(since=at - _SINCE))[-_MOST:])


def shares_by_band(*, at: datetime) -> Sequence[BandShare]:
    """Return how each declared band fared: the audit of the policy, which never sees bands."""
    rows = LeverDecision.objects.filter(closed_at__isnull=False, at__gte=at - _SINCE).values("age_band")
    found = rows.annotate(decisions=Count("id"), share=Avg("reward")).order_by("age_band")
    return [
        BandShare(
            band=row["age_band"],
            decisions=row["decisions"],
            share=row["share"] if row["decisions"] >= LEAST_SHOWN else None,
        )
        for row in found
    ]
