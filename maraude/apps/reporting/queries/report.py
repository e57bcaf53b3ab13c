"""The report of an association over a period: what the page shows, what the command and the API return."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

import msgspec

from maraude.apps.orgs.models import Organisation
from maraude.apps.reporting.queries.facts import facts
from maraude.core.cohort import Stage, stages
from maraude.core.figures import (
    Audience,
    Between,
    Cut,
    Delay,
    Dimension,
    ExitCounts,
    NewnessCounts,
    NotProtected,
    RefusalFigures,
    SafetyFigures,
    StepCounts,
    SuggestionFigures,
)
from maraude.core.indicators import count_alerts, count_exits, count_newness, count_steps, cut, delays
from maraude.core.period import Period, month_of


@dataclass(frozen=True, slots=True, kw_only=True)
class Indicators(StepCounts):
    """What happened in the period: people by step, and the rest (domain.md, Indicators 3 to 18)."""

    newness: NewnessCounts
    exits: ExitCounts
    delays: tuple[Delay, ...]
    refusals: RefusalFigures
    safety: SafetyFigures
    suggestions: SuggestionFigures


class Report(msgspec.Struct, frozen=True, kw_only=True, rename={"from_on": "from", "to_on": "to"}):
    """Figures of one association; days are those of its time zone, both included.

    `indicators` is what happened in the period; `path` follows the people met in it until today.
    """

    organisation: str
    audience: Audience
    from_on: str
    to_on: str
    time_zone: str
    indicators: Indicators
    path: tuple[Stage, ...]
    cuts: tuple[Cut, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to show."""
        found = self.indicators
        has_steps = any(getattr(found, name) for name in StepCounts.__dataclass_fields__)
        return not has_steps and found.exits == ExitCounts() and found.safety.events == 0


def report(
    *, org_id: int, period: Period, audience: Audience = Audience.TEAM, cuts: Sequence[Sequence[Dimension]] = ()
) -> Report:
    """Return the report of the current organisation, in six queries.

    Raises `NotProtected` for figures that would leave the association, `WrongCut` for more than three dimensions.
    """
    if audience != Audience.TEAM:
        raise NotProtected
    organisation = Organisation.objects.get(id=org_id)
    zone = ZoneInfo(organisation.time_zone)
    within = Between(begins=period.begins(zone), ends=period.ends(zone))
    found = facts(within)
    exits = count_exits(found.paths, within)
    return Report(
        organisation=organisation.slug,
        audience=audience,
        from_on=period.from_on.isoformat(),
        to_on=period.to_on.isoformat(),
        time_zone=organisation.time_zone,
        indicators=Indicators(
            **asdict(count_steps(found.paths, within)),
            newness=count_newness(found.paths, within),
            exits=exits,
            delays=delays(found.paths, within),
            refusals=RefusalFigures(stopped=exits.stopped, declined=exits.declined, not_delivered=found.not_delivered),
            safety=count_alerts(found.alerts),
            suggestions=found.suggestions,
        ),
        path=stages(found.paths, within),
        cuts=tuple(cut(found.paths, by, within) for by in cuts),
    )


def this_month(*, org_id: int, at: datetime) -> Period:
    """Return the month of the current organisation's calendar."""
    organisation = Organisation.objects.get(id=org_id)
    return month_of(at.astimezone(ZoneInfo(organisation.time_zone)).date())
