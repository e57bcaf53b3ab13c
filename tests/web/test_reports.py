"""The report as a coordinator reads it."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from maraude.apps.people.actions.meet_people import new_person
from maraude.apps.people.actions.record_step import record_step
from maraude.apps.people.models import PathStep
from maraude.core.cohort import Stage
from maraude.core.figures import DRAWN, ExitCounts
from maraude.core.path import Step
from maraude.web.reports.drawing import drawing

QUERIES = 19
PERIOD = "?from=2026-03-01&to=2026-05-31"


@pytest.fixture
def camille(lanterne: Any, signed_in: Callable[[int], Client]) -> Client:
    return signed_in(lanterne.staff["camille"])


def walk(association: Any, *steps: Step, door: str = "") -> None:
    """Give a new person these steps, on the first days of April."""
    by = next(iter(association.staff.values()))
    with association.inside():
        person, _ = new_person(org_id=association.org_id)
        for day, step in enumerate(steps, start=1):
            record_step(person_id=person, step=step, at=datetime(2026, 4, day, 12, tzinfo=UTC), by_user_id=by)
        PathStep.objects.filter(person_id=person).update(door=door)


def test_an_empty_report_teaches_how_figures_come(camille: Client) -> None:
    page = camille.get("/reports/").content.decode()
    assert "est à remplir" in page
    assert '<svg class="pathway"' not in page


def test_the_path_is_drawn_with_its_words_and_its_table(lanterne: Any, camille: Client) -> None:
    walk(lanterne, Step.MET, Step.REACHED)
    walk(lanterne, Step.MET, Step.LOST_TOUCH)
    page = camille.get(f"/reports/{PERIOD}").content.decode()
    assert "1 plus loin · 0 toujours là · 1 parties" in page
    assert "en 1 jour ou moins pour la moitié" in page
    assert 'role="img" aria-labelledby="pathway-title pathway-says"' in page
    assert "<caption" in page


@pytest.mark.parametrize("people", [1, 30])
def test_the_page_costs_the_same_queries_for_few_and_for_many(lanterne: Any, camille: Client, people: int) -> None:
    for _ in range(people):
        walk(lanterne, Step.MET, Step.REACHED, Step.BONDED)
    with CaptureQueriesContext(connection) as captured:
        assert camille.get(f"/reports/{PERIOD}").status_code == 200
    assert len(captured) == QUERIES


def test_the_file_is_safe_for_a_spreadsheet(lanterne: Any, camille: Client) -> None:
    walk(lanterne, Step.MET, door="=cmd|' /C calc'!A0")
    answer = camille.get(f"/reports/figures.csv{PERIOD}")
    assert answer.headers["Content-Disposition"].endswith('"maraude-la-lanterne-2026-03-01-2026-05-31.csv"')
    rows = list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert ["met", "", "1"] in rows
    assert not [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@"))]


def test_a_funders_report_is_explained_and_not_given(camille: Client) -> None:
    answer = camille.get("/reports/?audience=funder")
    assert answer.status_code == 409
    assert "ne protège pas encore les petits nombres" in answer.content.decode()


@pytest.mark.parametrize(
    "query", ["?month=2026-13", "?month=x", "?from=2026-05-01&to=2026-04-01", "?from=2026-05-01", "?by=worker"]
)
def test_a_wrong_question_is_answered_with_a_sentence(camille: Client, query: str) -> None:
    for address in ("/reports/", "/reports/figures.csv"):
        answer = camille.get(f"{address}{query}")
        assert answer.status_code == 400
        assert "Ce bilan ne peut pas être affiché" in answer.content.decode()


def test_months_follow_one_another_and_none_comes_after_this_one(camille: Client) -> None:
    assert camille.get("/reports/?month=2026-01").context["shown"].before == "2025-12"
    assert camille.get("/reports/?month=2026-01").context["shown"].after == "2026-02"
    assert camille.get("/reports/").context["shown"].after == ""


def test_the_other_association_is_nowhere_in_the_report(lanterne: Any, quai: Any, camille: Client) -> None:
    walk(quai, Step.MET, door="porte-du-quai")
    walk(lanterne, Step.MET, door="affiche")
    page = camille.get(f"/reports/{PERIOD}&by=door&by=channel&by=age_band").content.decode()
    assert "affiche" in page
    assert "porte-du-quai" not in page


def test_a_worker_reads_the_teams_figures(lanterne: Any, signed_in: Callable[[int], Client]) -> None:
    assert signed_in(lanterne.staff["nour"]).get("/reports/").status_code == 200


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), min_size=len(DRAWN), max_size=len(DRAWN)))
def test_no_bar_is_wider_than_the_page(ends: list[tuple[int, int]]) -> None:
    beyond, stages = 0, []
    for step, (still_here, lost) in zip(reversed(DRAWN), ends, strict=True):
        beyond += still_here + lost
        left = ExitCounts(lost_touch=lost)
        stages.append(Stage(step=step, people=beyond, still_here=still_here, left=left, median_days=None))
    for bar in drawing(stages[::-1]).bars:
        parts = [float(text.removesuffix("%")) for text in (bar.went_on_width, bar.still_here_width, bar.left_width)]
        assert sum(parts) <= 100.02
        assert bar.went_on >= 0
