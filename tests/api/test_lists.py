from __future__ import annotations

import pytest

from maraude.apps.inbox.actions.move_conversation import close
from maraude.apps.inbox.models import Conversation
from maraude.apps.tenancy.context import tenant
from maraude.core.need import Need
from tests.api.support.client import Api
from tests.api.support.world import DANGER, EVENING, Association, hear, needs


def test_a_row_shows_who_what_and_since_when(lanterne: Association, nour: Api) -> None:
    hear(lanterne, "g plus de toit", found=needs(Need.HOUSING))
    row = nour.get("/conversations").json["results"][0]
    assert row["needs"] == [{"need": "housing", "score": 0.9}]
    assert row["risk"] == {"level": "none", "kinds": []}
    assert row["last_message"] == {"text": "g plus de toit", "at": "2026-11-23T19:00:00Z", "direction": "in"}
    assert (row["status"], row["channel"], row["waiting_since"]) == ("open", "generic", "2026-11-23T19:00:00Z")


def test_danger_comes_before_those_who_have_waited_longer(lanterne: Association, nour: Api) -> None:
    calm = hear(lanterne, "salut", thread="enzo")
    danger = hear(lanterne, "j'en peux plus", thread="lina", after_min=30, risk=DANGER)
    listed = nour.get("/conversations", folder="waiting").json["results"]
    assert [row["id"] for row in listed] == [str(danger), str(calm)]
    assert listed[0]["risk"] == {"level": "immediate", "kinds": ["suicide"]}


@pytest.mark.parametrize("folder", ["waiting", "all"])
def test_every_conversation_is_on_exactly_one_page(lanterne: Association, nour: Api, folder: str) -> None:
    told = {str(hear(lanterne, "salut", thread=f"p{place}", after_min=place % 3)) for place in range(30)}
    first = nour.get("/conversations", folder=folder).json
    second = nour.get("/conversations", folder=folder, cursor=first["next"]).json
    listed = [row["id"] for row in first["results"] + second["results"]]
    assert sorted(listed) == sorted(told)
    assert second["next"] is None


def test_an_answered_conversation_waits_no_more_and_is_mine(lanterne: Association, nour: Api) -> None:
    conversation = hear(lanterne, "salut")
    nour.post(f"/conversations/{conversation}/messages", {"text": "Bonsoir !", "idempotency_key": "1"})
    assert nour.get("/conversations", folder="waiting").json["results"] == []
    assert [row["id"] for row in nour.get("/conversations", folder="mine").json["results"]] == [str(conversation)]


def test_a_closed_conversation_is_only_in_its_folder(lanterne: Association, nour: Api) -> None:
    conversation_id = hear(lanterne, "c bon merci")
    with tenant(lanterne.org_id):
        conversation = Conversation.objects.get(id=conversation_id)
        close(
            conversation=conversation,
            outcome="answered",
            by_user_id=lanterne.worker_id,
            at=EVENING,
            has_open_alert=False,
        )
    assert nour.get("/conversations").json["results"] == []
    assert [row["status"] for row in nour.get("/conversations", folder="closed").json["results"]] == ["closed"]


def test_an_integration_reads_lists_and_has_nothing_of_its_own(lanterne: Association, kiosk: Api) -> None:
    hear(lanterne, "salut")
    assert len(kiosk.get("/conversations").json["results"]) == 1
    assert kiosk.get("/conversations", folder="mine").json["results"] == []


def test_an_unknown_folder_is_refused_with_the_choices(nour: Api) -> None:
    reply = nour.get("/conversations", folder="later")
    assert (reply.status, reply.json) == (400, {"error": "`folder` must be one of waiting, mine, all, closed."})


@pytest.mark.parametrize("forged", ["x", "WzEsMl0", "WzEsMl0.signature", "é\ud7ff", "." * 4000])
def test_a_cursor_that_is_not_ours_is_refused(nour: Api, forged: str) -> None:
    assert nour.get("/conversations", cursor=forged).status == 400


def test_a_cursor_of_another_folder_is_refused(lanterne: Association, nour: Api) -> None:
    for place in range(26):
        hear(lanterne, "salut", thread=f"p{place}")
    cursor = nour.get("/conversations", folder="waiting").json["next"]
    assert nour.get("/conversations", folder="all", cursor=cursor).status == 400
