"""The report of an invented year, compared with a count by hand, and never mixed with the neighbours'."""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from maraude.apps.inbox.models import NeedFound
from maraude.apps.people.actions.meet_people import new_person
from maraude.apps.people.actions.record_step import record_step
from maraude.apps.people.actions.take_back_step import take_back_step
from maraude.apps.people.models import PathStep, Person
from maraude.apps.reporting.queries.report import report
from maraude.apps.reporting.table import table
from maraude.apps.safety.models import Alert
from maraude.core.figures import Audience, Dimension, NotProtected
from maraude.core.path import SIDES, Step
from maraude.core.period import Period, month_of
from maraude.core.safety import RiskKind, RiskLevel
from maraude.lib import clock
from tests.support.alarms import alarm
from tests.support.door import say
from tests.support.events import event
from tests.support.fixtures import Process
from tests.support.world import Association

FIRST = datetime(2026, 1, 1, 12, 0, tzinfo=UTC)
SPRING = Period(from_on=date(2026, 3, 1), to_on=date(2026, 5, 31))

type History = list[tuple[UUID, Step, datetime]]


def live_a_year(association: Association, *, people: int, seed: int) -> History:
    """Give invented people some steps at any time of the year; return what stands."""
    chance, standing = random.Random(seed), []
    nour = next(iter(association.staff.values()))
    with association.inside():
        for _ in range(people):
            person, _key = new_person(org_id=association.org_id)
            newness, band = chance.choice(["", "yes", "no"]), chance.choice(["unsaid", "15_17"])
            Person.objects.filter(id=person).update(newness=newness, age_band=band)
            for step in chance.sample(list(Step), chance.randint(0, 5)):
                at = FIRST + timedelta(minutes=chance.randrange(365 * 1440))
                record_step(person_id=person, step=step, at=at, by_user_id=nour)
                if chance.random() < 0.1:
                    take_back_step(person_id=person, step=step, by_user_id=nour, at=at)
                else:
                    standing.append((person, step, at))
    return standing


def figures(association: Association, period: Period = SPRING, **more: Any) -> Any:
    with association.inside():
        return report(org_id=association.org_id, period=period, **more)


def test_the_figures_are_those_of_a_count_by_hand(lanterne: Association) -> None:
    history = live_a_year(lanterne, people=60, seed=1)
    found = figures(lanterne)
    paris_midnights = datetime(2026, 2, 28, 23, tzinfo=UTC), datetime(2026, 5, 31, 22, tzinfo=UTC)
    by_hand = Counter(step for _, step, at in history if paris_midnights[0] <= at < paris_midnights[1])
    for step in Step:
        counts = found.indicators.exits if step in SIDES else found.indicators
        assert getattr(counts, step) == by_hand[step], step
    assert sum(by_hand.values()) > 20


def test_those_met_are_followed_beyond_the_period(lanterne: Association) -> None:
    history = live_a_year(lanterne, people=60, seed=2)
    met = {p for p, step, at in history if step == Step.MET and SPRING.from_on <= at.date() <= SPRING.to_on}
    entered = {p for p, step, _ in history if p in met and step == Step.ENTERED}
    drawn = figures(lanterne).path
    assert (drawn[0].people, drawn[-1].people) == (len(met), len(entered))


def test_the_neighbours_figures_never_mix(lanterne: Association, quai: Association) -> None:
    live_a_year(lanterne, people=20, seed=3)
    before = figures(lanterne)
    live_a_year(quai, people=20, seed=4)
    alarm(quai)
    assert figures(lanterne) == before
    assert figures(quai) != before


@pytest.mark.parametrize("people", [2, 60])
def test_a_report_costs_the_same_queries_for_few_and_for_many(lanterne: Association, people: int) -> None:
    live_a_year(lanterne, people=people, seed=5)
    with lanterne.inside(), CaptureQueriesContext(connection) as captured:
        report(org_id=lanterne.org_id, period=SPRING, cuts=[list(Dimension)])
    assert len(captured) == 6


def test_dangers_and_suggestions_of_the_month_are_counted(lanterne: Association, process: Process) -> None:
    say(lanterne, event("g plus rien à manger et je cherche une formation", id="e1"))
    process()
    with lanterne.inside():
        NeedFound.objects.filter(need="training").update(state="confirmed")
        NeedFound.objects.filter(need="food_equipment").update(state="dismissed")
        shown = NeedFound.objects.count()
    alarm(lanterne, RiskLevel.IMMEDIATE, kinds=(RiskKind.VIOLENCE,))
    with lanterne.inside():
        raised = Alert.objects.get().raised_at
        Alert.objects.update(seen_at=raised + timedelta(minutes=3))
    found = figures(lanterne, month_of(clock.now().date())).indicators
    assert (found.suggestions.shown, found.suggestions.confirmed, found.suggestions.dismissed) == (shown, 1, 1)
    assert (found.safety.events, found.safety.immediate, found.safety.median_minutes_to_seen) == (1, 1, 3.0)
    assert [kind.kind for kind in found.safety.kinds] == ["violence"]


def test_the_door_and_channel_are_those_of_the_first_step(lanterne: Association) -> None:
    nour = lanterne.staff["nour"]
    with lanterne.inside():
        person, _ = new_person(org_id=lanterne.org_id)
        for step, day, door in ((Step.REACHED, 95, "stream"), (Step.MET, 90, "affiche")):
            record_step(person_id=person, step=step, at=FIRST + timedelta(days=day), by_user_id=nour)
            PathStep.objects.filter(step=step).update(door=door)
    rows = figures(lanterne, cuts=[[Dimension.DOOR]]).cuts[0].rows
    assert [(row.values, row.steps.met, row.steps.reached) for row in rows] == [(("affiche",), 1, 1)]


def test_figures_for_a_funder_are_refused_until_small_numbers_are_protected(lanterne: Association) -> None:
    with pytest.raises(NotProtected):
        figures(lanterne, audience=Audience.FUNDER)


def test_every_figure_is_a_row_of_the_spreadsheet(lanterne: Association) -> None:
    live_a_year(lanterne, people=30, seed=6)
    found = figures(lanterne, cuts=[[Dimension.AGE_BAND]])
    rows = list(table(found))
    assert ("met", "", found.indicators.met) in rows
    assert ("exits", "lost_touch", found.indicators.exits.lost_touch) in rows
    assert any(name == "by age_band" and detail == "15_17 steps met" for name, detail, _ in rows)
    assert all(len(row) == 3 for row in rows)
