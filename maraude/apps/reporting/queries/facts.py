"""The facts a report counts, in five queries whatever the number of people; nothing anybody said is read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count

from maraude.apps.inbox.models import NeedFound, OutboxItem, OutboxState
from maraude.apps.people.models import PathStep, Person
from maraude.apps.safety.models import Alert
from maraude.core.figures import AlertFact, Between, PersonPath, SuggestionFigures
from maraude.core.path import Step
from maraude.lib.ids import first_uuid7


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What happened in a period, and the whole paths of those to whom it happened."""

    paths: Sequence[PersonPath]
    alerts: Sequence[AlertFact]
    suggestions: SuggestionFigures
    not_delivered: int


def facts(within: Between) -> Facts:
    """Return the facts of a period in the current organisation."""
    return Facts(
        paths=_paths(within), alerts=_alerts(within), suggestions=_suggestions(within), not_delivered=_refused(within)
    )


def _paths(within: Between) -> list[PersonPath]:
    standing = PathStep.objects.filter(taken_back_at__isnull=True)
    moved = standing.filter(at__gte=within.begins, at__lt=within.ends).values("person_id")
    rows = standing.filter(person_id__in=moved).order_by("person_id", "at", "step")
    taken: dict[UUID, list[tuple[str, datetime, str, str]]] = {}
    for person_id, step, at, door, channel in rows.values_list("person_id", "step", "at", "door", "channel"):
        taken.setdefault(person_id, []).append((step, at, door, channel))
    people = Person.objects.filter(id__in=moved).values_list("id", "age_band", "newness", "last_inbound_at")
    known = {person_id: said for person_id, *said in people}
    return [_path(steps, known[person_id]) for person_id, steps in taken.items() if person_id in known]


def _path(steps: Sequence[tuple[str, datetime, str, str]], said: Sequence[object]) -> PersonPath:
    """Return one path; the door and the channel are those of the first step."""
    band, newness, last_heard_at = said
    return PersonPath(
        steps={Step(step): at for step, at, _, _ in steps},
        door=next((door for _, _, door, _ in steps if door), ""),
        channel=next((channel for _, _, _, channel in steps if channel), ""),
        age_band=str(band),
        newness=str(newness),
        last_heard_at=last_heard_at if isinstance(last_heard_at, datetime) else None,
    )


def _alerts(within: Between) -> list[AlertFact]:
    rows = Alert.objects.filter(raised_at__gte=within.begins, raised_at__lt=within.ends)
    return [
        AlertFact(level_rank=rank, kinds=tuple(kinds), raised_at=raised_at, seen_at=seen_at, taken_at=taken_at)
        for rank, kinds, raised_at, seen_at, taken_at in rows.values_list(
            "level_rank", "kinds", "raised_at", "seen_at", "taken_at"
        )
    ]


def _ids(within: Between) -> Mapping[str, UUID]:
    # ids carry their instant: a period is a range of the primary key
    return {"id__gte": first_uuid7(within.begins), "id__lt": first_uuid7(within.ends)}


def _suggestions(within: Between) -> SuggestionFigures:
    rows = NeedFound.objects.filter(**_ids(within)).exclude(source="worker").values("state")
    counts = dict(rows.annotate(number=Count("id")).values_list("state", "number"))
    confirmed, dismissed, doubtful, left = (
        counts.get(state, 0)
        for state in (
            NeedFound.State.CONFIRMED,
            NeedFound.State.DISMISSED,
            NeedFound.State.DOUBTFUL,
            NeedFound.State.SUGGESTED,
        )
    )
    return SuggestionFigures(
        shown=sum(counts.values()), confirmed=confirmed, dismissed=dismissed, not_decided=left, doubtful=doubtful
    )


def _refused(within: Between) -> int:
    return OutboxItem.objects.filter(**_ids(within), state=OutboxState.REFUSED).count()
