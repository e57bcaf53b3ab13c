"""The figures of a report, counted from facts: pure, and the same whatever the order of the rows (domain.md)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import pairwise
from statistics import median

from maraude.core.figures import (
    DRAWN,
    AlertFact,
    Between,
    Cut,
    CutRow,
    Delay,
    Dimension,
    ExitCounts,
    KindCount,
    NewnessCounts,
    PersonPath,
    SafetyFigures,
    StepCounts,
    WrongCut,
)
from maraude.core.path import Newness, Step
from maraude.core.safety import RiskLevel

MOST_CUTS = 3
_DAY_S = 86_400
_MINUTE_S = 60


def count_steps(paths: Iterable[PersonPath], within: Between) -> StepCounts:
    """Count the people who took each point of the path in the period."""
    counts = _counted(paths, within)
    return StepCounts(**{name: counts[Step(name)] for name in StepCounts.__dataclass_fields__})


def count_exits(paths: Iterable[PersonPath], within: Between) -> ExitCounts:
    """Count the people who left in the period, by motive; somebody may leave, come back, and leave otherwise."""
    counts = _counted(paths, within)
    return ExitCounts(**{name: counts[Step(name)] for name in ExitCounts.__dataclass_fields__})


def _counted(paths: Iterable[PersonPath], within: Between) -> Counter[Step]:
    return Counter(step for path in paths for step, at in path.steps.items() if at in within)


def count_newness(paths: Iterable[PersonPath], within: Between) -> NewnessCounts:
    """Count the answers of those with whom the personal talk took place in the period."""
    answers = Counter(path.newness for path in paths if path.steps.get(Step.REACHED) in within)
    return NewnessCounts(
        yes=answers[Newness.YES], no=answers[Newness.NO], unknown=answers[Newness.UNKNOWN], not_asked=answers[""]
    )


def delays(paths: Sequence[PersonPath], within: Between | None = None) -> tuple[Delay, ...]:
    """Return the median delays between the states of the drawing, and from the first to the last.

    Over the people who have both states, in this order; in the period when one is given (that of the later state).
    """
    return tuple(_delay(paths, since, until, within) for since, until in (*pairwise(DRAWN), (DRAWN[0], DRAWN[-1])))


def _delay(paths: Sequence[PersonPath], since: Step, until: Step, within: Between | None) -> Delay:
    found = []
    for path in paths:
        begins, ends = path.steps.get(since), path.steps.get(until)
        if begins is None or ends is None or ends < begins or (within is not None and ends not in within):
            continue
        found.append((ends - begins).total_seconds() / _DAY_S)
    middle = round(median(found), 1) if found else None
    return Delay(since=since, until=until, median_days=middle, people=len(found))


def cut(paths: Iterable[PersonPath], by: Sequence[Dimension], within: Between) -> Cut:
    """Count apart the people who differ by these dimensions. Raises `WrongCut` for none, or more than three."""
    if not 1 <= len(by) <= MOST_CUTS or len(set(by)) != len(by):
        raise WrongCut
    groups: dict[tuple[str, ...], list[PersonPath]] = {}
    for path in paths:
        groups.setdefault(tuple(path.cut(one) for one in by), []).append(path)
    rows = [
        CutRow(values=values, steps=count_steps(group, within), exits=count_exits(group, within))
        for values, group in groups.items()
    ]
    shown = [row for row in rows if row.steps != StepCounts() or row.exits != ExitCounts()]
    return Cut(by=tuple(by), rows=tuple(sorted(shown, key=lambda row: (-row.steps.met, row.values))))


def count_alerts(alerts: Sequence[AlertFact]) -> SafetyFigures:
    """Count episodes of danger by level and kind, with the median delay until a person saw and took them."""
    levels = Counter(alert.level_rank for alert in alerts)
    kinds = sorted({kind for alert in alerts for kind in alert.kinds})
    return SafetyFigures(
        events=len(alerts),
        immediate=levels[RiskLevel.IMMEDIATE.rank],
        urgent=levels[RiskLevel.URGENT.rank],
        concern=levels[RiskLevel.CONCERN.rank],
        never_seen=sum(alert.seen_at is None for alert in alerts),
        median_minutes_to_seen=_minutes([(alert.raised_at, alert.seen_at) for alert in alerts]),
        median_minutes_to_taken=_minutes([(alert.raised_at, alert.taken_at) for alert in alerts]),
        kinds=tuple(_kind(kind, [alert for alert in alerts if kind in alert.kinds]) for kind in kinds),
    )


def _kind(kind: str, alerts: Sequence[AlertFact]) -> KindCount:
    waits = _minutes([(alert.raised_at, alert.seen_at) for alert in alerts])
    return KindCount(kind=kind, events=len(alerts), median_minutes_to_seen=waits)


def _minutes(waits: Iterable[tuple[datetime, datetime | None]]) -> float | None:
    found = [max(0.0, (ends - begins).total_seconds()) / _MINUTE_S for begins, ends in waits if ends is not None]
    return round(median(found), 1) if found else None
