from __future__ import annotations

from typing import get_args
from uuid import UUID

import pytest

from maraude.api.alerts.listing import StateChoice, list_alerts
from maraude.api.alerts.shapes import CloseReason
from maraude.apps.inbox.models import Conversation
from maraude.apps.safety.actions.handle_alert import REASONS
from maraude.apps.safety.models import Alert, AlertState
from maraude.apps.tenancy.context import tenant
from maraude.core.safety import RiskLevel
from tests.api.support.client import Api
from tests.api.support.world import DANGER, Association, alarm, hear


def test_an_alert_says_where_and_how_serious_and_no_word_of_it(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "je veux en finir", risk=DANGER)
    alert = alarm(lanterne, conversation, level=RiskLevel.IMMEDIATE, at_min=3)
    assert nour.get("/alerts").json["results"] == [
        {
            "id": str(alert),
            "conversation": str(conversation),
            "level": "immediate",
            "kinds": ["suicide"],
            "state": "raised",
            "raised_at": "2026-11-23T19:03:00Z",
        }
    ]


def test_the_most_serious_comes_first_then_the_oldest(lanterne: Association, nour: Api) -> None:
    recent = alarm(lanterne, UUID(int=1), at_min=9)
    old = alarm(lanterne, UUID(int=2), at_min=1)
    worst = alarm(lanterne, UUID(int=3), level=RiskLevel.IMMEDIATE, at_min=10)
    assert [row["id"] for row in nour.get("/alerts").json["results"]] == [str(worst), str(old), str(recent)]


def test_every_alert_is_on_exactly_one_page(lanterne: Association) -> None:
    levels = (RiskLevel.URGENT, RiskLevel.IMMEDIATE)
    raised = [alarm(lanterne, UUID(int=n), level=levels[n % 2], at_min=n % 3) for n in range(1, 12)]
    listed: list[UUID] = []
    position: str | None = None
    with tenant(lanterne.org_id):
        for _ in range(4):
            page = list_alerts(state=StateChoice.OPEN, position=position, size=3)
            listed += [alert.id for alert in page.rows]
            position = page.next
    assert (sorted(listed), position) == (sorted(raised), None)


def test_a_page_of_alerts_leads_to_the_next(lanterne: Association, nour: Api) -> None:
    raised = {str(alarm(lanterne, UUID(int=n))) for n in range(1, 28)}
    first = nour.get("/alerts").json
    second = nour.get("/alerts", cursor=first["next"]).json
    assert {row["id"] for row in first["results"] + second["results"]} == raised
    assert (len(first["results"]), len(second["results"]), second["next"]) == (25, 2, None)


@pytest.mark.parametrize("state", ["raised", "told", "seen", "taken", "closed", "open"])
def test_alerts_are_listed_by_state(lanterne: Association, nour: Api, state: str) -> None:
    for place, value in enumerate(AlertState):
        alert_id = alarm(lanterne, UUID(int=place + 1))
        with tenant(lanterne.org_id):
            closing = {"closed_by_id": lanterne.worker_id, "close_reason": "other"} if value == "closed" else {}
            Alert.objects.filter(id=alert_id).update(state=value, **closing)
    listed = [row["state"] for row in nour.get("/alerts", state=state).json["results"]]
    assert listed == (["raised", "told", "seen", "taken"] if state == "open" else [state])


def test_an_unknown_state_is_refused_with_the_choices(nour: Api) -> None:
    reply = nour.get("/alerts", state="late")
    assert reply.status == 400
    assert "open, raised, told, seen, taken, closed" in reply.json["error"]


def test_a_cursor_of_another_state_is_refused(lanterne: Association, nour: Api) -> None:
    for place in range(26):
        alarm(lanterne, UUID(int=place + 1))
    cursor = nour.get("/alerts").json["next"]
    assert nour.get("/alerts", state="raised", cursor=cursor).status == 400


def test_taking_an_alert_makes_the_conversation_mine(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "je veux en finir", risk=DANGER)
    alert = alarm(lanterne, conversation)
    assert nour.post(f"/alerts/{alert}/take").json["state"] == "taken"
    with tenant(lanterne.org_id):
        assert Alert.objects.get(id=alert).taken_by_id == lanterne.worker_id
        assert Conversation.objects.get(id=conversation).assigned_to_id == lanterne.worker_id


def test_an_alert_is_taken_before_its_conversation_exists(lanterne: Association, nour: Api) -> None:
    alert = alarm(lanterne, UUID(int=7))
    assert nour.post(f"/alerts/{alert}/take").status == 200


def test_closing_with_a_reason_calms_the_conversation(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "je veux en finir", risk=DANGER)
    alert = alarm(lanterne, conversation)
    assert nour.post(f"/alerts/{alert}/close", {"reason": "person_safe"}).json["state"] == "closed"
    assert nour.get(f"/conversations/{conversation}").json["risk"] == {"level": "none", "kinds": []}


@pytest.mark.parametrize("gesture", ["take", "close"])
def test_a_closed_alert_stays_closed(lanterne: Association, nour: Api, gesture: str) -> None:
    alert = alarm(lanterne, UUID(int=7))
    nour.post(f"/alerts/{alert}/close", {"reason": "other"})
    reply = nour.post(f"/alerts/{alert}/{gesture}", {"reason": "other"})
    assert (reply.status, reply.json["code"]) == (409, "already_closed")


@pytest.mark.parametrize("body", [None, {}, {"reason": ""}, {"reason": "bored"}, {"reason": None}])
def test_an_alert_is_not_closed_without_a_known_reason(lanterne: Association, nour: Api, body: object) -> None:
    alert = alarm(lanterne, UUID(int=7))
    assert nour.post(f"/alerts/{alert}/close", body).status == 400
    assert len(nour.get("/alerts").json["results"]) == 1


def test_the_documented_reasons_are_those_of_the_house() -> None:
    assert get_args(CloseReason.__value__) == REASONS
