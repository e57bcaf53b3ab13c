from __future__ import annotations

from collections import Counter
from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from maraude.core.cohort import losses, stages
from maraude.core.figures import (
    DRAWN,
    AlertFact,
    Between,
    Dimension,
    ExitCounts,
    NewnessCounts,
    PersonPath,
    StepCounts,
    WrongCut,
)
from maraude.core.indicators import count_alerts, count_exits, count_newness, count_steps, cut, delays
from maraude.core.path import SIDES, Step
from maraude.core.period import Period, WrongPeriod, month_of, read_period

BEGINS = datetime(2026, 1, 1, tzinfo=UTC)
YEAR = Between(begins=BEGINS, ends=BEGINS + timedelta(days=365))

moments = st.integers(-100, 500).map(lambda day: BEGINS + timedelta(days=day))
paths = st.lists(
    st.builds(
        PersonPath,
        steps=st.dictionaries(st.sampled_from(list(Step)), moments, max_size=8),
        door=st.sampled_from(["", "affiche", "stream"]),
        channel=st.sampled_from(["generic", "sms"]),
        age_band=st.sampled_from(["unsaid", "15_17"]),
        newness=st.sampled_from(["", "yes", "no", "unknown"]),
        last_heard_at=st.none() | moments,
    ),
    max_size=25,
)


def path(**days: int) -> PersonPath:
    return PersonPath(steps={Step(name): BEGINS + timedelta(days=day) for name, day in days.items()})


@given(paths)
def test_each_step_is_counted_as_a_list_would(people: list[PersonPath]) -> None:
    counted = Counter(step for person in people for step, at in person.steps.items() if at in YEAR)
    steps, exits = count_steps(people, YEAR), count_exits(people, YEAR)
    for step in Step:
        assert getattr(exits if step in SIDES else steps, step) == counted[step]


@given(paths, st.integers(1, 364))
def test_two_periods_side_by_side_add_up(people: list[PersonPath], day: int) -> None:
    middle = BEGINS + timedelta(days=day)
    first, second = Between(begins=YEAR.begins, ends=middle), Between(begins=middle, ends=YEAR.ends)
    for name in StepCounts.__dataclass_fields__:
        parts = [getattr(count_steps(people, part), name) for part in (first, second)]
        assert sum(parts) == getattr(count_steps(people, YEAR), name)


@given(paths, st.lists(st.sampled_from(list(Dimension)), min_size=1, max_size=3, unique=True))
def test_the_rows_of_a_cut_add_up_to_the_whole(people: list[PersonPath], by: list[Dimension]) -> None:
    rows = cut(people, by, YEAR).rows
    assert len({row.values for row in rows}) == len(rows)
    for name in StepCounts.__dataclass_fields__:
        assert sum(getattr(row.steps, name) for row in rows) == getattr(count_steps(people, YEAR), name)


@given(paths)
def test_nobody_is_lost_from_the_drawing_and_no_stage_holds_more_than_the_one_before(people: list[PersonPath]) -> None:
    drawn = stages(people, YEAR)
    assert [stage.step for stage in drawn] == list(DRAWN)
    assert drawn[0].people == count_steps(people, YEAR).met
    for stage, after in pairwise(drawn):
        assert stage.people == after.people + stage.still_here + stage.lost
    assert drawn[-1].people == drawn[-1].still_here + drawn[-1].lost
    assert all(loss >= 0 for loss in losses(drawn))


@given(paths)
def test_the_order_of_the_rows_changes_nothing(people: list[PersonPath]) -> None:
    backwards = people[::-1]
    assert delays(people, YEAR) == delays(backwards, YEAR)
    assert stages(people, YEAR) == stages(backwards, YEAR)
    assert cut(people, [Dimension.DOOR], YEAR) == cut(backwards, [Dimension.DOOR], YEAR)


def test_a_delay_is_the_median_over_those_who_have_both_states_in_order() -> None:
    people = [path(met=0, reached=2), path(met=0, reached=6), path(met=5, reached=1), path(met=3), path(reached=3)]
    first = delays(people, YEAR)[0]
    assert (first.median_days, first.people) == (4.0, 2)
    assert delays([path(met=1)], YEAR)[0].median_days is None


def test_who_came_back_after_an_exit_is_still_here() -> None:
    gone = path(met=0, lost_touch=10)
    back = PersonPath(steps=gone.steps, last_heard_at=BEGINS + timedelta(days=20))
    first = stages([gone, back], YEAR)[0]
    assert (first.people, first.still_here, first.left) == (2, 1, ExitCounts(lost_touch=1))


def test_newness_is_that_of_the_people_reached_in_the_period() -> None:
    reached = {Step.REACHED: BEGINS + timedelta(days=1)}
    people = [PersonPath(steps=reached, newness=answer) for answer in ("yes", "yes", "no", "unknown", "")]
    found = count_newness([*people, PersonPath(steps={}, newness="yes")], YEAR)
    assert found == NewnessCounts(yes=2, no=1, unknown=1, not_asked=1)


def test_an_episode_of_two_kinds_is_one_event_and_counts_under_each() -> None:
    alerts = [
        AlertFact(
            level_rank=2,
            kinds=("suicide", "violence"),
            raised_at=BEGINS,
            seen_at=BEGINS + timedelta(minutes=4),
            taken_at=None,
        ),
        AlertFact(level_rank=3, kinds=("violence",), raised_at=BEGINS, seen_at=None, taken_at=None),
    ]
    found = count_alerts(alerts)
    assert (found.events, found.urgent, found.immediate, found.never_seen) == (2, 1, 1, 1)
    assert (found.median_minutes_to_seen, found.median_minutes_to_taken) == (4.0, None)
    assert [(kind.kind, kind.events) for kind in found.kinds] == [("suicide", 1), ("violence", 2)]


@pytest.mark.parametrize("by", [[], [Dimension.DOOR] * 2, [*Dimension, Dimension.DOOR]])
def test_figures_are_cut_one_to_three_ways(by: list[Dimension]) -> None:
    with pytest.raises(WrongCut):
        cut([], by, YEAR)


def test_no_dimension_is_a_worker() -> None:
    assert set(Dimension) == {"door", "channel", "age_band"}


def test_a_period_is_whole_days_of_the_association_even_when_the_clocks_change() -> None:
    paris, day = ZoneInfo("Europe/Paris"), read_period("2026-10-25", "2026-10-25")
    assert day.ends(paris) - day.begins(paris) == timedelta(hours=25)
    assert month_of(date(2026, 3, 29)) == Period(from_on=date(2026, 3, 1), to_on=date(2026, 3, 31))


@given(st.text(max_size=12), st.text(max_size=12))
def test_anything_but_two_days_in_order_is_refused(begins: str, ends: str) -> None:
    try:
        found = read_period(begins, ends)
    except WrongPeriod:
        return
    assert found.from_on <= found.to_on
