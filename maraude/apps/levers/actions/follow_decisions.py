"""What came of decisions: steps are joined to them, links are cut when the window is over, harm stops learning."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from uuid import UUID

from maraude.apps.inbox.models import Conversation
from maraude.apps.levers.actions.rule_learning import stop_learning
from maraude.apps.levers.models import LeverDecision, LeverRuling
from maraude.apps.levers.queries.rulings import rules
from maraude.apps.people.models import PathStep
from maraude.core.lever_policy import WINDOW, Closed, Ruling, harms
from maraude.core.path import Step
from maraude.levers.attribution import Made, Taken, attributed
from maraude.levers.policy import LEARNED

REWARDING = (Step.ENGAGED, Step.RECEIVED, Step.ENTERED)  # a step done, an appointment kept, an entry
KEPT = timedelta(days=730)
_MOST = 50_000


def settle_decisions(*, at: datetime) -> int:
    """Join steps to open decisions, close those whose window is over, drop the oldest; return how many were closed.

    A step that a colleague took back before the end of the window counts no more. A closed decision names nobody: its
    link is cut and its times become days.
    """
    rows = list(LeverDecision.objects.select_for_update().filter(closed_at__isnull=True).order_by("at")[:_MOST])
    came = _came(rows)
    changed, closed = [], 0
    for row in rows:
        is_over = row.at + WINDOW <= at
        if row.rewarded_at == came.get(row.id) and not is_over:
            continue
        row.rewarded_at = came.get(row.id)
        if is_over:
            _close(row, at)
            closed += 1
        changed.append(row)
    LeverDecision.objects.bulk_update(
        changed, ["rewarded_at", "reward", "closed_at", "conversation_id", "at"], batch_size=500
    )
    LeverDecision.objects.filter(closed_at__lt=at - KEPT).delete()
    return closed


def watch_for_harm(*, org_id: int, at: datetime) -> bool:
    """Stop learning when a declared band surely does worse than equal chances would have; return True then."""
    if not rules().is_learning:
        return False
    began = LeverRuling.objects.filter(kind=Ruling.ALLOWED).order_by("-number").values_list("at", flat=True)[0]
    rows = LeverDecision.objects.filter(policy=LEARNED, closed_at__isnull=False, on__gte=began.date()).order_by(
        "on", "id"
    )
    bands: dict[str, list[Closed]] = {}
    for band, propensity, arms, reward in rows.values_list("age_band", "propensity", "arms", "reward"):
        bands.setdefault(band, []).append(Closed(propensity=propensity, arms=len(arms), reward=reward or 0.0))
    return any(harms(one) for one in bands.values()) and stop_learning(org_id=org_id, at=at)


def erase_decisions(*, conversation_ids: Sequence[UUID]) -> None:
    """Erase what is still linked to these threads."""
    LeverDecision.objects.filter(conversation_id__in=conversation_ids).delete()


def _came(rows: list[LeverDecision]) -> dict[UUID, datetime]:
    threads = {row.conversation_id for row in rows if row.conversation_id is not None}
    people = dict(Conversation.objects.filter(id__in=threads).values_list("id", "person_id"))
    steps = PathStep.objects.filter(person_id__in=set(people.values()), step__in=REWARDING, taken_back_at__isnull=True)
    made = [
        Made(id=row.id, person=people[row.conversation_id], at=row.at)
        for row in rows
        if row.conversation_id is not None and row.conversation_id in people
    ]
    taken = [Taken(person=person, at=at) for person, at in steps.values_list("person_id", "at")]
    return attributed(made, taken, window=WINDOW)


def _close(row: LeverDecision, at: datetime) -> None:
    row.reward = 1.0 if row.rewarded_at else 0.0
    row.closed_at = at
    row.conversation_id = None
    row.at = _day(row.at)
    row.rewarded_at = _day(row.rewarded_at) if row.rewarded_at else None


def _day(at: datetime) -> datetime:
    return at.astimezone(UTC).replace(hour=0, minute=0, second=0, microsecond=0)
