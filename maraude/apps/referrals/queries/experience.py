"""What the association learnt of structures: how they answer, and what came of it. Counts, nobody."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime, timedelta
from statistics import median

from django.db.models import Sum

from maraude.apps.referrals.models import OutcomeCount, Partner, Referral
from maraude.core.estimate import MINIMUM, Estimate, Tally, estimate
from maraude.core.need import Need
from maraude.core.orientation.experience import Experience
from maraude.core.referral import UNDECIDED_FOR, State
from maraude.core.standing import LOOKS_BACK, Answering

_TAKEN_BACK = [State.WITHDRAWN.value, State.CANCELLED.value]


def experiences(*, structure_ids: Collection[str], needs: Iterable[Need], at: datetime) -> dict[str, Experience]:
    """Return what is known of each structure, those that nothing is known of left out; four queries at most."""
    answers = answering(structure_ids=structure_ids, at=at)
    found = estimates(structure_ids=structure_ids, needs=needs)
    return {
        id_: Experience(answering=answers.get(id_, Answering()), estimates=found.get(id_, {}))
        for id_ in {*answers, *found}
    }


def answering(*, structure_ids: Collection[str] | None = None, at: datetime) -> dict[str, Answering]:
    """Return how structures answered in half a year, all of them when none is named.

    A sheet is late when its structure has said nothing after the days it promised, ten without an agreement.
    """
    rows = Referral.objects.filter(released_at__gt=at - LOOKS_BACK).exclude(state__in=_TAKEN_BACK)
    if structure_ids is not None:
        rows = rows.filter(structure_id__in=structure_ids)
    found = list(rows.values_list("structure_id", "released_at", "answered_at"))
    promised = dict(Partner.objects.values_list("structure_id", "answers_within_days")) if found else {}
    seen: dict[str, list[tuple[datetime, datetime | None]]] = {}
    for structure_id, released_at, answered_at in found:
        if released_at is None:
            continue
        seen.setdefault(structure_id, []).append((released_at, answered_at))
    return {
        id_: _answering(sheets, at - timedelta(days=promised.get(id_, UNDECIDED_FOR.days)))
        for id_, sheets in seen.items()
    }


def _answering(sheets: list[tuple[datetime, datetime | None]], awaited_since: datetime) -> Answering:
    days = [(answered - released).total_seconds() / 86_400 for released, answered in sheets if answered]
    return Answering(
        sent=len(sheets),
        late=sum(answered is None and released < awaited_since for released, answered in sheets),
        days=median(days) if days else None,
    )


def estimates(*, structure_ids: Collection[str], needs: Iterable[Need]) -> dict[str, dict[Need, Estimate]]:
    """Return the success estimates of structures by need, where there are hand-overs enough."""
    rows = OutcomeCount.objects.filter(need__in=[need.value for need in needs])
    mine = list(rows.filter(structure_id__in=structure_ids, ended__gte=MINIMUM))
    if not mine:
        return {}
    totals = {
        row["need"]: Tally(ended=row["all_ended"], entered=row["all_entered"])
        for row in rows.values("need").annotate(all_ended=Sum("ended"), all_entered=Sum("entered"))
    }
    found: dict[str, dict[Need, Estimate]] = {}
    for row in mine:
        whole, own = totals[row.need], Tally(ended=row.ended, entered=row.entered)
        others = Tally(ended=whole.ended - own.ended, entered=whole.entered - own.entered)
        one = estimate(own=own, others=others)
        if one is not None:
            found.setdefault(row.structure_id, {})[Need(row.need)] = one
    return found
