"""The report of the API."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from maraude.apps.people.actions.meet_people import new_person
from maraude.apps.people.actions.record_step import record_step
from maraude.core.path import Step
from tests.api.support.client import Api
from tests.api.support.world import Association

AT = datetime(2026, 11, 20, 19, 0, tzinfo=UTC)


def meet(association: Association, *, at: datetime = AT) -> None:
    from maraude.apps.tenancy.context import tenant  # noqa: PLC0415 - once Django is there

    with tenant(association.org_id):
        person, _ = new_person(org_id=association.org_id)
        record_step(person_id=person, step=Step.MET, at=at, by_user_id=None)


def test_it_counts_the_month_of_today_when_nothing_is_said(lanterne: Association, nour: Api) -> None:
    meet(lanterne)
    meet(lanterne, at=datetime(2026, 10, 31, 22, 0, tzinfo=UTC))
    found = nour.get("/report").json
    assert (found["from"], found["to"], found["indicators"]["met"]) == ("2026-11-01", "2026-11-30", 1)


def test_days_are_those_of_the_association(lanterne: Association, nour: Api) -> None:
    meet(lanterne, at=datetime(2026, 10, 31, 23, 30, tzinfo=UTC))  # the first of November, in Paris
    assert nour.get("/report", **{"from": "2026-11-01", "to": "2026-11-01"}).json["indicators"]["met"] == 1
    assert nour.get("/report", **{"from": "2026-10-31", "to": "2026-10-31"}).json["indicators"]["met"] == 0


def test_figures_can_be_cut_three_ways_at_most(lanterne: Association, nour: Api) -> None:
    meet(lanterne)
    rows = nour.get("/report", by="door,channel,age_band").json["cuts"][0]["rows"]
    assert [(row["values"], row["steps"]["met"]) for row in rows] == [(["", "", "unsaid"], 1)]
    for by in ("door,door", "worker", "door,channel,age_band,need"):
        assert nour.get("/report", by=by).status == 400


def test_a_funders_report_waits_for_the_protection_of_small_numbers(nour: Api) -> None:
    reply = nour.get("/report", audience="funder")
    assert (reply.status, reply.json["code"]) == (409, "not_protected")


@pytest.mark.parametrize(
    "query",
    [
        {"from": "2026-11-30", "to": "2026-11-01"},
        {"from": "yesterday"},
        {"to": "20261130"},
        {"from": "9999-12-31", "to": "9999-12-31"},
        {"audience": "everybody"},
    ],
    ids=str,
)
def test_a_wrong_question_is_answered_with_a_sentence(nour: Api, query: dict[str, str]) -> None:
    reply = nour.get("/report", **query)
    assert reply.status == 400
    assert reply.json["error"].endswith(".")


def test_the_other_association_is_not_counted(lanterne: Association, quai: Association, nour: Api) -> None:
    meet(quai)
    assert nour.get("/report").json["indicators"]["met"] == 0
    meet(lanterne)
    assert nour.get("/report").json["indicators"]["met"] == 1
